import { iconShapes } from './icon-shapes.ts'

export type IconName = keyof typeof iconShapes

/** Decoration: what it stands for is said by the text or the label beside it. */
export function Icon({ name, size = 16, className = '' }: { name: IconName; size?: number; className?: string }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.75}
      strokeLinecap="round"
      strokeLinejoin="round"
      className={`flex-none ${className}`}
    >
      <path d={iconShapes[name]} />
    </svg>
  )
}
