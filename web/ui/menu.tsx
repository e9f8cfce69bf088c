import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react'
import { Icon, type IconName } from './icon.tsx'

export type MenuItem = {
  label: string
  icon?: IconName
  hint?: string
  checked?: boolean
  danger?: boolean
  run: () => void
}

type MenuProps = {
  label: string
  items: readonly MenuItem[]
  /** What stands on the button. */
  children: ReactNode
  className?: string
  /** What stands on the button names it. */
  named?: boolean
  /** Choosing leaves it open, for several choices in a row. */
  stays?: boolean
}

/** A button with a list of actions: the browser's popover closes it on Esc and on a click elsewhere. */
export function Menu({ label, items, children, className = '', stays = false, named = false }: MenuProps) {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const place = () => {
    if (button.current && list.current) putBeside(button.current, list.current)
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        popoverTarget={id}
        aria-haspopup="menu"
        aria-label={named ? undefined : label}
        title={label}
        className={className}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return
          event.preventDefault()
          list.current?.showPopover()
        }}
      >
        {children}
      </button>
      <div
        ref={list}
        id={id}
        popover="auto"
        role="menu"
        aria-label={label}
        onToggle={(event) => {
          if (event.newState !== 'open') return
          place()
          focusItem(list.current, 0)
        }}
        onKeyDown={(event) => walk(event, list.current)}
        className="fixed inset-auto max-h-[70vh] min-w-48 max-w-[min(360px,90vw)] overflow-auto rounded-lg border border-line bg-raised p-1 shadow-pop"
      >
        {items.map(({ label, icon, hint, checked, danger, run }) => (
          <button
            key={label}
            type="button"
            {...(checked === undefined
              ? { role: 'menuitem' }
              : { role: 'menuitemcheckbox' as const, 'aria-checked': checked })}
            tabIndex={-1}
            onClick={() => {
              if (!stays) {
                list.current?.hidePopover()
                button.current?.focus()
              }
              run()
            }}
            className={`flex min-h-8 w-full items-center gap-2.5 rounded-sm px-2 text-left hover:bg-hover focus-visible:bg-hover ${danger ? 'text-bad' : ''}`}
          >
            {checked !== undefined && <Icon name="check" className={checked ? '' : 'invisible'} />}
            {icon && <Icon name={icon} className="text-muted" />}
            <span className="min-w-0 flex-1 truncate">{label}</span>
            {hint && <span className="text-sm text-muted">{hint}</span>}
          </button>
        ))}
      </div>
    </>
  )
}

/** Under the button, or above it where there is more room; never out of the window. */
export function putBeside(button: HTMLElement, box: HTMLElement): void {
  const at = button.getBoundingClientRect()
  const { offsetWidth: width, offsetHeight: height } = box
  const below = at.bottom + 4 + height <= innerHeight || at.top < innerHeight - at.bottom
  box.style.top = `${below ? at.bottom + 4 : Math.max(8, at.top - height - 4)}px`
  box.style.left = `${Math.max(8, Math.min(at.left, innerWidth - width - 8))}px`
}

function items(list: HTMLElement | null): HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])]
}

function focusItem(list: HTMLElement | null, index: number): void {
  const all = items(list)
  all[(index + all.length) % all.length]?.focus()
}

function walk(event: KeyboardEvent, list: HTMLElement | null): void {
  const now = items(list).indexOf(document.activeElement as HTMLElement)
  const next = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: -1 }[event.key]
  if (next === undefined) return
  event.preventDefault()
  focusItem(list, next)
}
