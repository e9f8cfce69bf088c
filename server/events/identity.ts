import { randomUUID } from 'node:crypto'
import { partitionsPerTopic } from '#contract/events/event-type.ts'
import type { Reader, Tx } from '#platform/db/database.ts'
import { forUpdate, insertUnlessThere } from '#platform/db/rows.ts'
import './consumer-tables.ts'
import './log-tables.ts'

export type LogIdentity = {
  readonly instanceId: string
  readonly epoch: number
  readonly partitions: number
  readonly lastSeq: number
}

/** Creates the log if this database has none yet; harmless to repeat, also from several processes at once. */
export async function ensureLog(tx: Tx, now: Date): Promise<LogIdentity> {
  const known = await findIdentity(tx)
  if (known) return known
  const log = { id: 1, instance_id: randomUUID(), epoch: 1, partitions: partitionsPerTopic, last_seq: 0 }
  await insertUnlessThere(tx, 'event_log', { ...log, created_at: now.getTime(), kept_since: null }, ['id'])
  return getIdentity(tx)
}

/** Until the transaction ends nobody else registers groups or leases, or numbers events. Free on SQLite. */
export async function lockLog(tx: Tx): Promise<void> {
  await forUpdate(tx.selectFrom('event_log').select('id')).execute()
}

export async function findIdentity(reader: Reader): Promise<LogIdentity | undefined> {
  const row = await reader
    .selectFrom('event_log')
    .select(['instance_id', 'epoch', 'partitions', 'last_seq'])
    .executeTakeFirst()
  return row && { instanceId: row.instance_id, epoch: row.epoch, partitions: row.partitions, lastSeq: row.last_seq }
}

export async function getIdentity(reader: Reader): Promise<LogIdentity> {
  const identity = await findIdentity(reader)
  if (!identity) throw new Error('this database has no event log yet: call ensureLog first')
  return identity
}

/**
 * Continues the log in a new epoch: after a restore, in a copy, or when Kafka is ahead of the log. What an older epoch
 * published beyond the end noted here is a ghost. `beyond`: the highest epoch known to have been used elsewhere.
 */
export async function openNewEpoch(tx: Tx, now: Date, beyond = 0): Promise<number> {
  const { epoch, lastSeq } = await getIdentity(tx)
  const next = Math.max(epoch, beyond) + 1
  await tx.insertInto('event_epochs').values({ epoch, end_seq: lastSeq, ended_at: now.getTime() }).execute()
  await tx.updateTable('event_log').set({ epoch: next }).execute()
  await carryPositionsOver(tx, next, lastSeq)
  return next
}

/** A position beyond the end belongs to a history that no longer exists: it is clipped. */
async function carryPositionsOver(tx: Tx, epoch: number, end: number): Promise<void> {
  await tx.updateTable('consumer_positions').set({ epoch }).execute()
  await tx.updateTable('consumer_positions').set({ seq: end }).where('seq', '>', end).execute()
}

/** When this database began its log; null: it has none yet. */
export async function logBegan(reader: Reader): Promise<Date | null> {
  const row = await reader.selectFrom('event_log').select('created_at').executeTakeFirst()
  return row ? new Date(row.created_at) : null
}

/** Since when the log is complete; null: it is whole. */
export async function keptSince(reader: Reader): Promise<Date | null> {
  const row = await reader.selectFrom('event_log').select('kept_since').executeTakeFirst()
  return row?.kept_since == null ? null : new Date(row.kept_since)
}
