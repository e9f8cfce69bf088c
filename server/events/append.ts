import type { Happened } from '#contract/events/event-type.ts'
import type { Actor } from '#platform/actor.ts'
import type { Tx } from '#platform/db/database.ts'
import { prepared } from '#platform/db/prepared.ts'
import { afterCommit } from '#platform/db/transaction.ts'
import { newEventId } from './event-id.ts'
import { headersOf } from './headers.ts'
import './log-tables.ts'
import { type Numbers, takeNumbers } from './numbering.ts'
import { originText } from './origin.ts'
import { partitionOf } from './partition.ts'
import { keyText, payloadText } from './payload.ts'
import { announce } from './wake.ts'

/**
 * Writes what happened into the log, in the transaction of the change itself: neither exists without the other.
 * The aggregate's row must have been locked, inserted or updated before, so that events of a key follow their commits.
 */
export async function appendEvents(tx: Tx, actor: Actor, happened: readonly Happened[]): Promise<void> {
  if (happened.length === 0) return
  const numbers = await takeNumbers(tx, happened.length)
  const rows = happened.map((event, index) => rowOf(numbers, actor, event, index))
  for (const row of rows) await insertEvent(tx, row)
  afterCommit(tx, () => announce(numbers.log.instanceId, noticeOf(numbers, rows)))
}

type Row = ReturnType<typeof rowOf>

/** Every request that changes something runs it; named one by one because `given` holds placeholders. */
const insertEvent = prepared((db, given: Row) => {
  const { id, epoch, topic, partition, key, type, payload, headers, origin, actor_id, time, seq } = given
  return db
    .insertInto('events')
    .values({ id, epoch, topic, partition, key, type, payload, headers, origin, actor_id, time, seq })
})

function rowOf({ log, firstSeq }: Numbers, actor: Actor, event: Happened, index: number) {
  const id = newEventId(event.at)
  const key = keyText(event)
  return {
    id,
    epoch: log.epoch,
    topic: event.event.topic,
    partition: partitionOf(key, log.partitions),
    key,
    type: event.event.type,
    payload: payloadText(event),
    headers: JSON.stringify(headersOf(log, actor, event, id, key)),
    origin: originText(actor),
    actor_id: actor.userId,
    time: event.at.getTime(),
    seq: firstSeq === null ? null : firstSeq + index,
  }
}

function noticeOf({ log, firstSeq }: Numbers, places: readonly Row[]) {
  return firstSeq === null
    ? ({ news: 'committed' } as const)
    : ({ news: 'numbered', lastSeq: log.lastSeq, places } as const)
}
