import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useSay } from '../lib/say.ts'
import { IconButton } from './button.tsx'
import { uiTexts } from './ui-texts.ts'

type DialogProps = {
  title: string
  onClose: () => void
  children: ReactNode
  footer?: ReactNode
  /** middle: confirms or picks · side: creates and edits · top: the command palette. */
  place?: 'middle' | 'side' | 'top'
  /** The title is only read out. */
  bare?: boolean
}

const places = {
  middle: 'm-auto w-[min(440px,calc(100vw-32px))] rounded-xl animate-[rise_140ms_ease-out]',
  side: 'ml-auto h-dvh max-h-dvh w-[min(520px,100vw)] border-l animate-[slide-in_140ms_ease-out]',
  top: 'mx-auto mt-[12vh] w-[min(600px,calc(100vw-24px))] rounded-xl animate-[rise_120ms_ease-out]',
} as const

/** The browser's own dialog: it keeps the focus inside, closes on Esc and gives the focus back. */
export function Dialog({ title, onClose, children, footer, place = 'middle', bare = false }: DialogProps) {
  const say = useSay()
  const ref = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const dialog = ref.current
    dialog?.showModal()
    // The first thing to fill in or to press, not the cross in the corner.
    dialog?.querySelector<HTMLElement>('[data-body] :is(input, select, textarea), footer button:last-child')?.focus()
    return () => dialog?.close()
  }, [])
  return (
    <dialog
      ref={ref}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onMouseDown={(event) => event.target === ref.current && onClose()}
      className={`border border-line bg-raised shadow-pop ${places[place]}`}
    >
      <div className="flex max-h-[inherit] h-full flex-col">
        <header
          className={
            bare ? 'sr-only' : 'flex h-13 flex-none items-center justify-between gap-2 border-b border-line pl-5 pr-3'
          }
        >
          <h2 id={id} className="min-w-0 truncate text-lg font-semibold">
            {title}
          </h2>
          {!bare && <IconButton icon="close" label={say(uiTexts.close)} onClick={onClose} />}
        </header>
        <div data-body className={`min-h-0 flex-1 overflow-auto ${bare ? '' : 'p-5'}`}>
          {children}
        </div>
        {footer && (
          <footer className="flex flex-none flex-wrap justify-end gap-2 border-t border-line px-5 py-3">
            {footer}
          </footer>
        )}
      </div>
    </dialog>
  )
}
