import { type RefObject, useEffect } from 'react'
import { isOverlaid } from '../lib/keys.ts'

const meant = new Set(['ArrowDown', 'ArrowUp', 'Home', 'End', 'KeyX'])

/**
 * The list is what the keys of a list mean while nothing else has the focus: whoever has just arrived, or closed a
 * dialog, walks through the rows at once.
 */
export function useKeysFromPage(frame: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const isPlain = !event.metaKey && !event.ctrlKey && !event.altKey
      if (!isNobodys(document.activeElement) || event.defaultPrevented || isOverlaid()) return
      const isFromSearch = event.target instanceof HTMLElement && event.target.matches('[type=search]')
      if (!isPlain || !(meant.has(event.code) || (isFromSearch && event.key === 'Enter')) || !frame.current) return
      event.preventDefault()
      frame.current.focus({ preventScroll: true })
      // out of a search the keys come to the first row that it found, and do nothing to it yet
      if (isFromSearch) return
      frame.current.dispatchEvent(new KeyboardEvent(event.type, { ...initOf(event), bubbles: true, cancelable: true }))
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [frame])
}

/** The page itself, or a pane that has the focus only for what Tab reaches next. */
function isNobodys(focused: Element | null): boolean {
  return focused === document.body || focused?.matches('[data-lets-list-keys]') === true
}

function initOf({ key, code, shiftKey, repeat }: KeyboardEvent): KeyboardEventInit {
  return { key, code, shiftKey, repeat }
}
