import { useName } from '../lib/names.ts'
import { Chip, type ChipTone } from './chip.tsx'

/** What an event happened to: its name, and its number beside it; the number alone until the name is here. */
export function ObjectName({ object }: { object: string }) {
  const name = useName(object)
  return (
    <span className="flex min-w-0 items-baseline gap-2" title={name && `${name} · ${object}`}>
      {name && <span className="truncate">{name}</span>}
      <span className={`font-mono text-sm ${name ? 'flex-none text-muted' : 'truncate'}`}>{object}</span>
    </span>
  )
}

/** The same as a tinted word. */
export function ObjectChip({ object, tone }: { object: string; tone: ChipTone }) {
  const name = useName(object)
  return (
    <span className="flex min-w-0 max-w-56 max-md:max-w-36" title={object}>
      <Chip tone={tone}>{name ?? object}</Chip>
    </span>
  )
}
