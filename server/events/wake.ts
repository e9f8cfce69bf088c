import type { Topic } from '#contract/events/event-type.ts'

export type Place = { readonly topic: Topic; readonly partition: number }

/**
 * committed: events without a number yet; numbered: records in these places can be read;
 * changed: a person moved positions or sent dead letters round again.
 */
export type Notice =
  | { readonly news: 'committed' | 'changed' }
  | { readonly news: 'numbered'; readonly lastSeq: number; readonly places: readonly Place[] }

type Listener = (notice: Notice) => void

const listeners = new Map<string, Set<Listener>>()

/**
 * Wakes whoever reads this log in this process, after a durable commit. It saves the wait, nothing more: a missed
 * notice (another process wrote) is made good by the reader's own look once a second.
 */
export function announce(instanceId: string, notice: Notice): void {
  for (const listener of listeners.get(instanceId) ?? []) listener(notice)
}

/** Returns the function that stops listening. */
export function onNotice(instanceId: string, listener: Listener): () => void {
  const group = listeners.get(instanceId) ?? new Set()
  listeners.set(instanceId, group.add(listener))
  return () => {
    group.delete(listener)
    if (group.size === 0 && listeners.get(instanceId) === group) listeners.delete(instanceId)
  }
}
