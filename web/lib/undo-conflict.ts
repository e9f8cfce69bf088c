import { useSyncExternalStore } from 'react'

/** Something newer stands in the way of an undo: these rows were changed since. */
export class UndoConflict extends Error {
  readonly path: string
  /** The first of them. */
  readonly ids: readonly number[]
  readonly count: number
  /** Takes the others back and leaves these as they are; none: there are no others. */
  readonly rest: (() => Promise<unknown>) | undefined

  constructor(told: { path: string; ids: readonly number[]; count: number; rest?: () => Promise<unknown> }) {
    super('undo_conflict')
    this.path = told.path
    this.ids = told.ids
    this.count = told.count
    this.rest = told.rest
  }
}

const listeners = new Set<() => void>()
let shown: UndoConflict | null = null

export function showUndoConflict(conflict: UndoConflict | null): void {
  shown = conflict
  for (const listener of listeners) listener()
}

export function useUndoConflict(): UndoConflict | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    () => shown,
  )
}
