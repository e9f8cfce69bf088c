import type { Reader, Tx } from '#platform/db/database.ts'
import type { FailureState } from './consumer-tables.ts'
import { type GroupPlace, PositionMoved } from './positions-store.ts'
import { orderingKey, type SourceRecord } from './transports/record.ts'

/** A failed event that is to be tried: at once for its key the only one that may run. */
export type Due = {
  id: number
  state: 'parked' | 'retrying'
  seq: number | null
  key: string | null
  type: string | null
  attempts: number
  raw: string | null
}

/** Not settled: in the way, or waiting for a person. */
export const openFailureStates: readonly FailureState[] = ['parked', 'waiting', 'retrying', 'dead']

export type NewFailure = {
  state: 'parked' | 'waiting' | 'dead'
  attempts: number
  nextAt: number
  error: string
  type: string | null
  /** Number in our log; null keeps a copy of the record instead. */
  seq: number | null
  record: SourceRecord
}

export async function addFailure(tx: Tx, place: GroupPlace, failure: NewFailure, now: Date): Promise<void> {
  await tx
    .insertInto('event_failures')
    .values({
      group_name: place.group,
      topic: place.topic,
      partition: place.partition,
      seq: failure.seq,
      key: orderingKey(failure.record),
      type: failure.type,
      state: failure.state,
      attempts: failure.attempts,
      next_at: failure.nextAt,
      error: failure.error,
      raw: failure.seq === null ? copyOf(failure.record) : null,
      failed_at: now.getTime(),
      acted_by: null,
      acted_at: null,
    })
    .execute()
}

/** Keys whose later events must wait here. */
export async function blockedKeys(reader: Reader, place: GroupPlace): Promise<Set<string>> {
  const rows = await failuresAt(reader, place)
    .select('key')
    .distinct()
    .where('state', 'in', ['parked', 'waiting'])
    .where('key', 'is not', null)
    .execute()
  return new Set(rows.map((row) => row.key as string))
}

/** False once nothing of the key is parked or waiting any more. */
export async function isKeyBlocked(reader: Reader, place: GroupPlace, key: string): Promise<boolean> {
  const row = await failuresAt(reader, place)
    .select('id')
    .where('state', 'in', ['parked', 'waiting'])
    .where('key', '=', key)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** The failed event that has waited longest beyond its time. A `next_at` further off than any delay: the clock was set back. */
export async function nextDue(
  reader: Reader,
  place: GroupPlace,
  now: number,
  longestDelay: number,
): Promise<Due | undefined> {
  const row = await failuresAt(reader, place)
    .select(['id', 'state', 'seq', 'key', 'type', 'attempts', 'raw'])
    .where('state', 'in', ['parked', 'retrying'])
    .where((eb) => eb.or([eb('next_at', '<=', now), eb('next_at', '>', now + longestDelay)]))
    .orderBy('next_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row as Due | undefined
}

/** Where something is due, for waking the right readers. */
export async function duePlaces(reader: Reader, now: number, longestDelay: number): Promise<GroupPlace[]> {
  return reader
    .selectFrom('event_failures')
    .select(['group_name as group', 'topic', 'partition'])
    .distinct()
    .where('state', 'in', ['parked', 'retrying'])
    .where((eb) => eb.or([eb('next_at', '<=', now), eb('next_at', '>', now + longestDelay)]))
    .execute()
}

/** It went well: a parked one leaves no trace, one that a person sent round again stays as history. */
export async function resolveFailure(tx: Tx, place: GroupPlace, due: Due): Promise<void> {
  await claim(tx, due, due.attempts + 1, 'resolved')
  if (due.state === 'parked') await tx.deleteFrom('event_failures').where('id', '=', due.id).execute()
  await letNextOfKeyGo(tx, place, due)
}

/** It failed again and is tried once more at `nextAt`, or (null) it is a dead letter now. */
export async function failAgain(
  tx: Tx,
  place: GroupPlace,
  due: Due,
  error: string,
  nextAt: number | null,
): Promise<void> {
  await claim(tx, due, due.attempts + 1, nextAt === null ? 'dead' : due.state)
  await tx
    .updateTable('event_failures')
    .set({ error, next_at: nextAt ?? 0 })
    .where('id', '=', due.id)
    .execute()
  if (nextAt === null) await letNextOfKeyGo(tx, place, due)
}

/** Only from the state it was read in: a replay or a person may have decided otherwise meanwhile. */
async function claim(tx: Tx, due: Due, attempts: number, state: FailureState): Promise<void> {
  const claimed = await tx
    .updateTable('event_failures')
    .set({ attempts, state })
    .where('id', '=', due.id)
    .where('state', '=', due.state)
    .where('attempts', '=', due.attempts)
    .executeTakeFirst()
  if (Number(claimed.numUpdatedRows) !== 1) throw new PositionMoved(`failure ${due.id}`)
}

/** The next event that waited for this key becomes its parked one, due at once. */
async function letNextOfKeyGo(tx: Tx, place: GroupPlace, { key, state }: Due): Promise<void> {
  if (key === null || state !== 'parked') return
  const next = await failuresAt(tx, place)
    .select('id')
    .where('state', '=', 'waiting')
    .where('key', '=', key)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  if (next)
    await tx.updateTable('event_failures').set({ state: 'parked', next_at: 0 }).where('id', '=', next.id).execute()
}

/** All failures of the group in the place; a later `select` says which columns. */
function failuresAt(reader: Reader, { group, topic, partition }: GroupPlace) {
  return reader
    .selectFrom('event_failures')
    .where('group_name', '=', group)
    .where('topic', '=', topic)
    .where('partition', '=', partition)
}

function copyOf({ value, ...record }: SourceRecord): string {
  const bytes = value instanceof Uint8Array ? Buffer.from(value).toString('base64') : undefined
  return JSON.stringify(bytes === undefined ? { ...record, value } : { ...record, bytes })
}

/** The record of which a copy was kept. */
export function recordFromCopy(raw: string): SourceRecord {
  const { bytes, ...record } = JSON.parse(raw) as SourceRecord & { bytes?: string }
  return bytes === undefined ? record : { ...record, value: Buffer.from(bytes, 'base64') }
}
