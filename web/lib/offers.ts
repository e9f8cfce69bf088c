import { useEffect, useSyncExternalStore } from 'react'
import type { IconName } from '../ui/icon.tsx'

/** What can be done with the record on the screen; the command palette offers it too. */
export type Offer = { readonly label: string; readonly icon: IconName; readonly run: () => void }

const listeners = new Set<() => void>()
let offered: { readonly title: string; readonly offers: readonly Offer[] } = { title: '', offers: [] }

function set(next: typeof offered): void {
  offered = next
  for (const listener of listeners) listener()
}

/** The page of a record tells what it offers, as long as it is open. `title` names the record. */
export function useOffer(title: string, offers: readonly Offer[]): void {
  useEffect(() => {
    const mine = { title, offers }
    set(mine)
    return () => {
      if (offered === mine) set({ title: '', offers: [] })
    }
  }, [title, offers])
}

export function useOffered(): typeof offered {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    () => offered,
  )
}
