import { type ReactNode, useEffect } from 'react'
import { isOverlaid, isTyping } from '../lib/keys.ts'
import { useSay } from '../lib/say.ts'
import { IconButton } from './button.tsx'
import { uiTexts } from './ui-texts.ts'

type PaneProps = {
  label: string
  title: ReactNode
  onClose: () => void
  actions?: ReactNode
  children: ReactNode
}

/** One thing whole, beside the list it is from; over it where there is no room. Esc closes it. */
export function SidePane({ label, title, onClose, actions, children }: PaneProps) {
  const say = useSay()
  useEscape(onClose)
  return (
    <aside
      aria-label={label}
      className="flex w-[min(420px,45%)] flex-none flex-col border-l border-line bg-raised max-lg:absolute max-lg:inset-y-0 max-lg:right-0 max-lg:z-20 max-lg:w-[min(420px,100%)] max-lg:shadow-pop max-md:fixed max-md:inset-x-0 max-md:bottom-14 max-md:top-0 max-md:w-full max-md:border-0"
    >
      <header className="flex h-12 flex-none items-center gap-1 border-b border-line pl-4 pr-2">
        <h2 className="min-w-0 flex-1 truncate font-semibold">{title}</h2>
        {actions}
        <IconButton icon="close" label={say(uiTexts.close)} onClick={onClose} />
      </header>
      {children}
    </aside>
  )
}

function useEscape(onClose: () => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !isTyping(event.target) && !isOverlaid()) onClose()
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [onClose])
}

/** What stands in such a pane and may be longer than it. */
export function PaneBody({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reachable by keyboard
    <section aria-label={label} tabIndex={0} className="min-h-0 flex-1 overflow-auto p-4">
      {children}
    </section>
  )
}
