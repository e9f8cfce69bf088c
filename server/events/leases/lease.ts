import type { Topic } from '#contract/events/event-type.ts'
import type { Tx } from '#platform/db/database.ts'

/** Held by one process; `epoch` tells it from everyone who held it before. */
export type Lease = { readonly name: string; readonly epoch: number }

/** Another process owns it now: the transaction that finds this out must not commit. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost'
}

/** Who may read which partition for which group. */
export type Leases = {
  /** Keeps trying for these names, and says each time what is held now. */
  start(names: readonly string[], onChange: (held: ReadonlyMap<string, Lease>) => void): Promise<void>
  /** Throws `LeaseLost` when it is no longer ours, and keeps it from being taken until `tx` ends. */
  assertHeld(tx: Tx, lease: Lease): Promise<void>
  /** Gives everything back. */
  stop(): Promise<void>
}

export function leaseName(group: string, topic: Topic, partition: number): string {
  return `${group}/${topic}/${partition}`
}
