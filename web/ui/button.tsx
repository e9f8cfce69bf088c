import type { ButtonHTMLAttributes } from 'react'
import { Icon, type IconName } from './icon.tsx'

type Look = 'primary' | 'plain' | 'quiet' | 'danger'
type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & { look?: Look; icon?: IconName; busy?: boolean }

const looks: Readonly<Record<Look, string>> = {
  primary: 'bg-accent text-on-accent hover:brightness-110',
  plain: 'border border-line-strong bg-panel hover:bg-hover',
  quiet: 'text-muted hover:bg-hover hover:text-text',
  danger: 'border border-line-strong bg-panel text-bad hover:bg-hover',
}

/** While busy it keeps its width and cannot be pressed twice. */
export function Button({ look = 'plain', icon, busy = false, className = '', children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={rest.disabled || busy}
      aria-busy={busy || undefined}
      className={`inline-flex h-8 items-center justify-center gap-1.5 whitespace-nowrap rounded-md px-3 font-medium transition disabled:opacity-60 ${looks[look]} ${className}`}
    >
      {icon && <Icon name={icon} />}
      {children}
    </button>
  )
}

type IconButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & { icon: IconName; label: string; size?: number }

/** A button without words still has a name. */
export function IconButton({ icon, label, size = 16, className = '', ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={`inline-flex size-8 flex-none items-center justify-center rounded-md text-muted transition hover:bg-hover hover:text-text disabled:opacity-40 ${className}`}
    >
      <Icon name={icon} size={size} />
    </button>
  )
}
