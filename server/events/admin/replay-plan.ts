import type { Topic } from '#contract/events/event-type.ts'
import { isoTime } from '#platform/clock.ts'
import type { Reader } from '#platform/db/database.ts'
import { Failure } from '#platform/failure.ts'
import { type Checkpoint, findCheckpoint } from '../checkpoints-store.ts'
import type { Consumer } from '../consumer.ts'
import '../consumer-tables.ts'
import { keptSince } from '../identity.ts'
import '../log-tables.ts'

/** `seq`: this number is the first to be delivered again. `time`: the first event of each partition that is not older. */
export type ReplayStart = { from: 'earliest' } | { from: 'time'; time: Date } | { from: 'seq'; seq: number }

export type ReplayPlan = {
  group: string
  /** Emptied first and built anew; from its checkpoint when the log has been trimmed. */
  rebuild: boolean
  checkpoint: string | null
  /** Events that will be delivered again, to this group or past it. */
  events: number
  partitions: { topic: Topic; partition: number; position: number; target: number }[]
}

/**
 * What a replay would do. It never goes forward: that would skip events. Throws `group_not_found`, or `replay_refused`
 * for a call that is not safe, an effect that refuses, and a projection that is not built from its beginning.
 */
export async function previewReplay(reader: Reader, consumer: Consumer, start: ReplayStart): Promise<ReplayPlan> {
  refuseUnsafe(consumer, start)
  const rebuild = isProjecting(consumer)
  const checkpoint = rebuild ? await neededCheckpoint(reader, consumer.group) : undefined
  const partitions = []
  let events = 0
  for (const place of await positionsOf(reader, consumer.group)) {
    const target = await targetOf(reader, place, start, checkpoint)
    events += await countBetween(reader, place, target)
    partitions.push({ ...place, target })
  }
  return {
    group: consumer.group,
    rebuild,
    checkpoint: checkpoint ? isoTime(checkpoint.createdAt) : null,
    events,
    partitions,
  }
}

function refuseUnsafe(consumer: Consumer, start: ReplayStart): void {
  const { group } = consumer
  if (consumer.replay === 'refuse') throw new Failure('replay_refused', { group })
  if (isProjecting(consumer) && start.from !== 'earliest') throw new Failure('replay_from_earliest_only', { group })
}

function isProjecting(consumer: Consumer): boolean {
  return consumer.kind === 'effect' && consumer.projection !== undefined
}

/** Only a trimmed log needs it; a whole one gives the same content from its beginning. */
async function neededCheckpoint(reader: Reader, group: string): Promise<Checkpoint | undefined> {
  return (await keptSince(reader)) === null ? undefined : findCheckpoint(reader, group)
}

type Place = { topic: Topic; partition: number; position: number }

async function positionsOf(reader: Reader, group: string): Promise<Place[]> {
  const rows = await reader
    .selectFrom('consumer_positions')
    .select(['topic', 'partition', 'seq as position'])
    .where('group_name', '=', group)
    .orderBy('topic')
    .orderBy('partition')
    .execute()
  if (rows.length === 0) throw new Failure('group_not_found')
  return rows
}

async function targetOf(
  reader: Reader,
  place: Place,
  start: ReplayStart,
  checkpoint: Checkpoint | undefined,
): Promise<number> {
  if (start.from === 'seq') return Math.min(place.position, Math.max(0, start.seq - 1))
  if (start.from === 'time') return Math.min(place.position, await lastBefore(reader, place, start.time))
  const saved = checkpoint?.positions.find(
    ({ topic, partition }) => topic === place.topic && partition === place.partition,
  )
  return saved?.seq ?? 0
}

async function lastBefore(reader: Reader, place: Place, time: Date): Promise<number> {
  const row = await reader
    .selectFrom('events')
    .select((eb) => eb.fn.min('seq').as('seq'))
    .where('topic', '=', place.topic)
    .where('partition', '=', place.partition)
    .where('time', '>=', time.getTime())
    .executeTakeFirst()
  return row?.seq ? row.seq - 1 : place.position
}

async function countBetween(reader: Reader, place: Place, target: number): Promise<number> {
  const row = await reader
    .selectFrom('events')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('topic', '=', place.topic)
    .where('partition', '=', place.partition)
    .where('seq', '>', target)
    .where('seq', '<=', place.position)
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}
