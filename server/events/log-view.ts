import type { Reader } from '#platform/db/database.ts'
import { getIdentity, type LogIdentity } from './identity.ts'
import './log-tables.ts'
import type { Stamp } from './reading.ts'

/** What this process knows about the log; only as fresh as its last look. */
export type LogView = LogIdentity & {
  /** Ended epochs → the last number they published that still counts. */
  readonly ends: ReadonlyMap<number, number>
}

export async function lookAtLog(reader: Reader): Promise<LogView> {
  const identity = await getIdentity(reader)
  const rows = await reader.selectFrom('event_epochs').select(['epoch', 'end_seq']).execute()
  return { ...identity, ends: new Map(rows.map((row) => [row.epoch, row.end_seq])) }
}

/**
 * What is known once another look has come back. Answers overtake each other, and notices overtake answers: a view that
 * went back would take our own newest events for ghosts and lose their effects.
 */
export function laterView(known: LogView, looked: LogView): LogView {
  if (looked.epoch !== known.epoch) return looked.epoch > known.epoch ? looked : known
  return { ...looked, lastSeq: Math.max(known.lastSeq, looked.lastSeq) }
}

/** Published by a history of ours that no longer exists: an epoch that is unknown here, or beyond the end of its epoch. */
export function isGhost(log: LogView, stamp: Stamp): boolean {
  return stamp.seq > (stamp.epoch === log.epoch ? log.lastSeq : (log.ends.get(stamp.epoch) ?? 0))
}
