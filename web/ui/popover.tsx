import { type ReactNode, useId, useRef, useState } from 'react'
import { useSay } from '../lib/say.ts'
import { IconButton } from './button.tsx'
import { putBeside } from './menu.tsx'
import { uiTexts } from './ui-texts.ts'

type PopoverProps = {
  label: string
  /** What stands on the button. */
  button: ReactNode
  className?: string
  /** Made only while it is open; `close` gives the focus back to the button. */
  children: (close: () => void) => ReactNode
}

/**
 * A button with a panel of controls: the browser closes it on Esc and on a click elsewhere. On a phone it is a sheet at
 * the lower edge, with its name and a way out.
 */
export function Popover({ label, button, className = '', children }: PopoverProps) {
  const say = useSay()
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
        className="fixed inset-auto max-h-[min(640px,calc(100dvh-144px))] w-[min(320px,calc(100vw-16px))] overflow-auto rounded-lg border border-line bg-raised p-2 shadow-pop max-md:inset-x-0! max-md:bottom-0! max-md:top-auto! max-md:max-h-[85dvh] max-md:w-full max-md:rounded-b-none max-md:p-3 max-md:pb-[calc(12px+env(safe-area-inset-bottom))] max-md:backdrop:bg-black/30"
      >
        <header className="mb-1 flex items-center justify-between pl-2 md:hidden">
          <h2 className="text-lg font-semibold">{label}</h2>
          <IconButton icon="close" label={say(uiTexts.close)} onClick={close} />
        </header>
        <div data-body>{isOpen && children(close)}</div>
      </div>
    </>
  )
}

function placeAndFocus(opener: HTMLElement | null, panel: HTMLElement | null): void {
  if (!opener || !panel) return
  putBeside(opener, panel)
  panel.querySelector<HTMLElement>('[data-body] :is(input, button, select)')?.focus()
}
