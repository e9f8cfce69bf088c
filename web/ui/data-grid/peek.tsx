import { type ReactNode, useEffect, useRef } from 'react'
import { isOverlaid, isTyping } from '../../lib/keys.ts'
import { useSay } from '../../lib/say.ts'
import { IconButton } from '../button.tsx'
import { uiTexts } from '../ui-texts.ts'

type PeekProps = {
  title: string
  onClose: () => void
  /** Undefined: there is nothing more to see than this. */
  onOpen?: (() => void) | undefined
  /** Undefined at the ends of the list. */
  onPrevious?: (() => void) | undefined
  onNext?: (() => void) | undefined
  children: ReactNode
}

/** The record beside its list; the list stays usable. Esc closes it. Tab leads into it when nothing else has the focus. */
export function Peek({ title, onClose, onOpen, onPrevious, onNext, children }: PeekProps) {
  const say = useSay()
  const pane = useRef<HTMLElement>(null)
  useEffect(() => {
    if (document.activeElement === document.body) pane.current?.focus({ preventScroll: true })
  }, [])
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !isTyping(event.target) && !isOverlaid()) onClose()
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [onClose])
  return (
    <aside
      ref={pane}
      tabIndex={-1}
      data-lets-list-keys
      aria-label={title}
      className="outline-none flex w-[min(520px,45%)] flex-none flex-col border-l border-line bg-raised animate-[slide-in_140ms_ease-out] max-lg:absolute max-lg:inset-y-0 max-lg:right-0 max-lg:z-20 max-lg:w-[min(520px,100%)] max-lg:shadow-pop max-md:fixed max-md:inset-x-0 max-md:bottom-14 max-md:top-0 max-md:w-full max-md:border-0"
    >
      <header className="flex h-12 flex-none items-center gap-1 border-b border-line pl-5 pr-2">
        <h2 className="min-w-0 flex-1 truncate font-semibold">{title}</h2>
        {(onPrevious || onNext) && (
          <>
            <IconButton icon="up" label={say(uiTexts.previous)} disabled={!onPrevious} onClick={onPrevious} />
            <IconButton icon="down" label={say(uiTexts.next)} disabled={!onNext} onClick={onNext} />
          </>
        )}
        {onOpen && <IconButton icon="open" label={say(uiTexts.openWhole)} onClick={onOpen} />}
        <IconButton icon="close" label={say(uiTexts.close)} onClick={onClose} />
      </header>
      <div className="min-h-0 flex-1 overflow-auto p-5">{children}</div>
    </aside>
  )
}
