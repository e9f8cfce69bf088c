import { useSyncExternalStore } from 'react'

const narrow = globalThis.matchMedia?.('(width < 48rem)')

/** Whether the window is as narrow as a phone: then lists are two-line cards. */
export function usePhone(): boolean {
  return useSyncExternalStore(
    (listener) => {
      narrow.addEventListener('change', listener)
      return () => narrow.removeEventListener('change', listener)
    },
    () => narrow.matches,
  )
}
