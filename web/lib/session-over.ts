import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let over = false

/** The server no longer knows our session, and the page waits behind the door with all that was typed on it. */
export const sessionOver = {
  now: () => over,
  set(value: boolean) {
    if (over === value) return
    over = value
    for (const listener of listeners) listener()
  },
}

export function useSessionOver(): boolean {
  return useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }, sessionOver.now)
}
