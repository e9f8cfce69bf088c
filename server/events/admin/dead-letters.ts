import type { Topic } from '#contract/events/event-type.ts'
import type { Actor } from '#platform/actor.ts'
import { isoTime } from '#platform/clock.ts'
import type { Reader, Tx } from '#platform/db/database.ts'
import { Failure } from '#platform/failure.ts'
import type { FailureState } from '../consumer-tables.ts'
import { openFailureStates, recordFromCopy } from '../failures-store.ts'
import type { Headers } from '../headers.ts'
import { findRecord } from '../transports/log-records.ts'
import type { SourceRecord } from '../transports/record.ts'
import { actedBy, tellConsumers } from './acting.ts'

export type DeadLetter = {
  id: number
  group: string
  topic: Topic
  partition: number
  /** null: a record that is not from our log. */
  seq: number | null
  /** Where such a record lies in Kafka; null for one of our log. */
  offset: number | null
  key: string | null
  type: string | null
  state: FailureState
  attempts: number
  error: string
  failedAt: string
  /** The next try by itself; null when a person has to decide, or has decided. */
  nextAt: string | null
  actedBy: string | null
  actedAt: string | null
}

/** Newest first; `before`: the id of the last one of the page before. `limit` 1 … 1000. */
export async function listDeadLetters(
  reader: Reader,
  request: {
    group?: string | undefined
    states?: readonly FailureState[] | undefined
    before?: number | undefined
    limit: number
  },
): Promise<DeadLetter[]> {
  let query = reader
    .selectFrom('event_failures')
    .selectAll()
    .where('state', 'in', [...(request.states ?? openFailureStates)])
    .orderBy('id', 'desc')
    .limit(request.limit)
  if (request.group !== undefined) query = query.where('group_name', '=', request.group)
  if (request.before !== undefined) query = query.where('id', '<', request.before)
  return (await query.execute()).map(present)
}

/** How many there are in these states; open ones unless said otherwise. */
export async function countDeadLetters(
  reader: Reader,
  { group, states = openFailureStates }: { group?: string | undefined; states?: readonly FailureState[] | undefined },
): Promise<number> {
  let query = reader
    .selectFrom('event_failures')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('state', 'in', [...states])
  if (group !== undefined) query = query.where('group_name', '=', group)
  return Number((await query.executeTakeFirst())?.count ?? 0)
}

/** With the record itself; `value` is null when it is no longer kept. Throws `dead_letter_not_found`. */
export async function getDeadLetter(
  reader: Reader,
  id: number,
): Promise<DeadLetter & { value: unknown; headers: Headers }> {
  const row = await findRow(reader, id)
  const record = row.seq === null ? row.raw && recordFromCopy(row.raw) : await findRecord(reader, row.seq)
  return { ...present(row), value: record ? readableValue(record) : null, headers: record ? record.headers : {} }
}

/** Sends a dead letter round once more; it answers later with `resolved`, or is dead again. Throws `dead_letter_not_found`. */
export async function retryDeadLetter(tx: Tx, actor: Actor, id: number, now: Date): Promise<void> {
  await decide(tx, actor, id, 'retrying', now)
  await tellConsumers(tx)
}

/** Sends all dead letters of a group round once more and returns how many. */
export async function retryDeadLetters(tx: Tx, actor: Actor, group: string, now: Date): Promise<number> {
  const sent = await tx
    .updateTable('event_failures')
    .set({ state: 'retrying', next_at: 0, acted_by: actedBy(actor), acted_at: now.getTime() })
    .where('group_name', '=', group)
    .where('state', '=', 'dead')
    .executeTakeFirst()
  await tellConsumers(tx)
  return Number(sent.numUpdatedRows)
}

/** Gives the event up for this group, for good; who did it stays. Throws `dead_letter_not_found`. */
export async function discardDeadLetter(tx: Tx, actor: Actor, id: number, now: Date): Promise<void> {
  await decide(tx, actor, id, 'discarded', now)
}

/** Named ones, or all that are dead (of one group), then exactly so many. */
export type DeadLetterChoice = { ids: readonly number[] } | { group: string | undefined; expected: number }

/** Decides about many at once and returns about how many; throws `count_changed` when there are more or fewer than expected. */
export async function decideDeadLetters(
  tx: Tx,
  actor: Actor,
  decision: 'retry' | 'discard',
  choice: DeadLetterChoice,
  now: Date,
): Promise<number> {
  let change = tx
    .updateTable('event_failures')
    .set({
      state: decision === 'retry' ? 'retrying' : 'discarded',
      ...{ next_at: 0, acted_by: actedBy(actor), acted_at: now.getTime() },
    })
    .where('state', '=', 'dead')
  if ('ids' in choice) change = change.where('id', 'in', [...choice.ids])
  else if (choice.group !== undefined) change = change.where('group_name', '=', choice.group)
  const decided = Number((await change.executeTakeFirst()).numUpdatedRows)
  if ('expected' in choice && decided !== choice.expected) throw new Failure('count_changed', { count: decided })
  if (decision === 'retry' && decided > 0) await tellConsumers(tx)
  return decided
}

async function decide(tx: Tx, actor: Actor, id: number, state: 'retrying' | 'discarded', now: Date): Promise<void> {
  const decided = await tx
    .updateTable('event_failures')
    .set({ state, next_at: 0, acted_by: actedBy(actor), acted_at: now.getTime() })
    .where('id', '=', id)
    .where('state', '=', 'dead')
    .executeTakeFirst()
  if (Number(decided.numUpdatedRows) !== 1) throw new Failure('dead_letter_not_found')
}

type Row = Awaited<ReturnType<typeof findRow>>

async function findRow(reader: Reader, id: number) {
  const row = await reader.selectFrom('event_failures').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new Failure('dead_letter_not_found')
  return row
}

function present(row: Row): DeadLetter {
  const { id, topic, partition, seq, key, type, state, attempts, error } = row
  return {
    id,
    group: row.group_name,
    topic,
    partition,
    seq,
    offset: row.raw === null || seq !== null ? null : recordFromCopy(row.raw).offset,
    key,
    type,
    state,
    attempts,
    error,
    failedAt: isoTime(row.failed_at),
    nextAt: state === 'parked' ? isoTime(row.next_at) : null,
    actedBy: row.acted_by,
    actedAt: row.acted_at === null ? null : isoTime(row.acted_at),
  }
}

/** The JSON of the record, or base64 text when it is none. */
function readableValue({ value }: SourceRecord): unknown {
  if (value === null) return null
  try {
    return JSON.parse(typeof value === 'string' ? value : '')
  } catch {
    return Buffer.from(value as string).toString('base64')
  }
}
