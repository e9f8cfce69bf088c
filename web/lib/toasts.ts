import { useSyncExternalStore } from 'react'
import { explain } from './explain.ts'
import { sayNow, type Text } from './say.ts'
import { showUndoConflict, UndoConflict } from './undo-conflict.ts'

export type Toast = { id: number; kind: 'done' | 'problem' | 'busy'; text: string; undo?: () => void }

/** `toast`: the one that offers it, gone with the step. */
type Step = { at: number; undo: () => Promise<unknown>; toast: number }

/** An offer to take something back, or a problem, is read longer than a mere «done». */
const shownMs = 7000
const doneMs = 4000
const undoableMs = 10 * 60_000
const listeners = new Set<() => void>()
let toasts: readonly Toast[] = []
let latest = 0
/** What ⌘Z takes back, newest last. */
let past: Step[] = []

const texts = {
  undone: { ru: 'Действие отменено', en: 'Undone' },
  nothing: { ru: 'Отменять нечего', en: 'Nothing to undo' },
} satisfies Record<string, Text>

function show(toast: Omit<Toast, 'id'>): number {
  const id = ++latest
  set([...toasts.slice(-2), { ...toast, id }])
  const isMereWord = toast.kind === 'done' && !toast.undo
  if (toast.kind !== 'busy') setTimeout(() => dismissToast(id), isMereWord ? doneMs : shownMs)
  return id
}

/** Says what is going on until it ends. */
export type Busy = { say(text: string): void; end(): void }

export function toastBusy(text: string): Busy {
  const id = show({ kind: 'busy', text })
  return {
    say: (now) => set(toasts.map((toast) => (toast.id === id ? { ...toast, text: now } : toast))),
    end: () => dismissToast(id),
  }
}

export function dismissToast(id: number): void {
  set(toasts.filter((toast) => toast.id !== id))
}

function set(next: readonly Toast[]): void {
  toasts = next
  for (const listener of listeners) listener()
}

export function toastDone(text: string): void {
  show({ kind: 'done', text })
}

/**
 * A change that can be taken back: for 7 s by the button, for 10 minutes by ⌘Z. Undo writes the inverse as a new change.
 * Returns how to withdraw it, for a change that was refused after all.
 */
export function toastUndoable(text: string, undo: () => Promise<unknown>): () => void {
  const step: Step = { at: Date.now(), undo, toast: 0 }
  past = [...past.slice(-50), step]
  const id = show({ kind: 'done', text, undo: () => void takeBack(step) })
  step.toast = id
  return () => {
    past = past.filter((other) => other !== step)
    dismissToast(id)
  }
}

export function undoLatest(): void {
  const step = past.at(-1)
  if (!step || Date.now() - step.at > undoableMs) return toastDone(sayNow(texts.nothing))
  void takeBack(step)
}

async function takeBack(step: Step): Promise<void> {
  if (!past.includes(step)) return
  past = past.filter((other) => other !== step)
  dismissToast(step.toast)
  try {
    await step.undo()
    toastDone(sayNow(texts.undone))
  } catch (error) {
    if (error instanceof UndoConflict) showUndoConflict(error)
    else toastProblem(error)
  }
}

/** Takes back what a conflict left over. */
export async function takeRestBack(rest: () => Promise<unknown>): Promise<void> {
  try {
    await rest()
    toastDone(sayNow(texts.undone))
  } catch (error) {
    toastProblem(error)
  }
}

/** Says why something did not work and what to do. */
export function toastProblem(error: unknown): void {
  show({ kind: 'problem', text: explain(error) })
}

export function useToasts(): readonly Toast[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    () => toasts,
  )
}
