import { useLayoutEffect, useRef } from 'react'

type Keys = Readonly<Record<string, (event: KeyboardEvent) => void>>

/**
 * Single keys by their place on the keyboard (`KeyG`, `Slash`), so that they work in the Russian layout too, and «?»
 * wherever a layout has put it; with `Mod+` in front they are ⌘ or Ctrl; `KeyG KeyU` is one after the other within a
 * second. Silent while somebody types or a dialog is open, except for what begins with `Mod+`; behind the door all are.
 */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys)
  latest.current = keys
  // before the page is seen: what is pressed at the first sight of it counts
  useLayoutEffect(() => {
    let first = { code: '', at: 0 }
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat || event.isComposing) return
      if (document.querySelector('dialog[data-door]')) return
      const modified = event.metaKey || event.ctrlKey
      if (event.altKey || (!modified && isBusy(event.target))) return
      // In a text it takes back what was typed, as everywhere.
      if (modified && event.code === 'KeyZ' && isTyping(event.target)) return
      const place = `${event.shiftKey ? 'Shift+' : ''}${event.code}`
      const name = `${modified ? 'Mod+' : ''}${event.key === '?' ? 'Shift+Slash' : place}`
      const pair = `${first.code} ${name}`
      const run = (event.timeStamp - first.at < 1000 && latest.current[pair]) || latest.current[name]
      first = { code: name, at: event.timeStamp }
      if (!run) return
      event.preventDefault()
      run(event)
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [])
}

/** True where letters are text. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.matches('input:not([type=checkbox]), textarea, select, [contenteditable=true]')
  )
}

function isBusy(target: EventTarget | null): boolean {
  return isTyping(target) || isOverlaid()
}

/** A dialog or a menu is open: keys are theirs. Toasts are no such thing. */
export function isOverlaid(): boolean {
  return document.querySelector('dialog:modal, [popover=auto]:popover-open') !== null
}

const isMac = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '')
/** What stands on the key, for hints. */
export const modKey = isMac ? '⌘' : 'Ctrl'
