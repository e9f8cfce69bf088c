import { type ReactNode, useId, useRef, useState } from 'react'
import { putBeside } from './menu.tsx'

type PopoverProps = {
  label: string
  /** What stands on the button. */
  button: ReactNode
  className?: string
  /** Made only while it is open; `close` gives the focus back to the button. */
  children: (close: () => void) => ReactNode
}

/** A button with a panel of controls: the browser closes it on Esc and on a click elsewhere. */
export function Popover({ label, button, className = '', children }: PopoverProps) {
  const id = useId()
  const opener = useRef<HTMLButtonElement>(null)
  const panel = useRef<HTMLDivElement>(null)
  const [isOpen, setOpen] = useState(false)
  const close = () => {
    panel.current?.hidePopover()
    opener.current?.focus()
  }
  return (
    <>
      <button
        ref={opener}
        type="button"
        popoverTarget={id}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        className={className}
      >
        {button}
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={label}
        onToggle={(event) => {
          const opens = event.newState === 'open'
          setOpen(opens)
          if (opens) requestAnimationFrame(() => placeAndFocus(opener.current, panel.current))
        }}
        className="fixed inset-auto max-h-[70vh] w-[min(320px,calc(100vw-16px))] overflow-auto rounded-lg border border-line bg-raised p-2 shadow-pop"
      >
        {isOpen && children(close)}
      </div>
    </>
  )
}

function placeAndFocus(opener: HTMLElement | null, panel: HTMLElement | null): void {
  if (!opener || !panel) return
  putBeside(opener, panel)
  panel.querySelector<HTMLElement>('input, button, select')?.focus()
}
