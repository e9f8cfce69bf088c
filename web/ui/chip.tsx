import { initialsOf } from '../lib/format.ts'

export type ChipTone = 'good' | 'info' | 'wait' | 'done' | 'bad' | 'plain'

const tones: Readonly<Record<ChipTone, string>> = {
  good: 'chip-good',
  info: 'chip-info',
  wait: 'chip-wait',
  done: 'chip-done',
  bad: 'chip-bad',
  plain: 'chip-plain',
}

/** A state: a dot, a tint and a word, never colour alone. */
export function Chip({ tone, children }: { tone: ChipTone; children: string }) {
  return (
    <span className={`chip ${tones[tone]}`}>
      <span className="truncate">{children}</span>
    </span>
  )
}

/** The same person has the same colour everywhere. */
export function Avatar({ id, name, size = 24 }: { id: number; name: string; size?: number }) {
  const hue = (id * 47) % 360
  return (
    <span
      aria-hidden="true"
      className="avatar grid flex-none place-items-center rounded-full font-semibold"
      style={{ width: size, height: size, fontSize: size * 0.4, '--hue': hue } as React.CSSProperties}
    >
      {initialsOf(name)}
    </span>
  )
}
