import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let lost = false
let asking: ReturnType<typeof setInterval> | undefined
let onBack: () => void = () => {}

/** Whether the server answers. Once it does not, it is asked every two seconds until it does. */
export const connection = {
  failed() {
    set(true)
    asking ??= setInterval(ask, 2000)
  },
  worked() {
    if (!lost) return
    clearInterval(asking)
    asking = undefined
    set(false)
    onBack()
  },
  /** Told when the server answers again: what is shown may be old. */
  whenBack(tell: () => void) {
    onBack = tell
  },
}

async function ask(): Promise<void> {
  try {
    if ((await fetch('/ping', { signal: AbortSignal.timeout(1800) })).ok) connection.worked()
  } catch {
    // Still away; the next question comes by itself.
  }
}

function set(value: boolean): void {
  if (lost === value) return
  lost = value
  for (const listener of listeners) listener()
}

export function useConnectionLost(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    () => lost,
  )
}
