import type { Database, Tx } from '#platform/db/database.ts'
import { findCheckpoint, type ProjectingConsumer, saveCheckpoint } from './checkpoints-store.ts'
import type { Consumer } from './consumer.ts'
import './consumer-tables.ts'
import { openFailureStates } from './failures-store.ts'
import './log-tables.ts'
import { publishedUpTo } from './transports/kafka/published-store.ts'
import type { Place } from './wake.ts'

type Needs = { readonly projecting: readonly ProjectingConsumer[]; readonly publishes: boolean }

/** Few enough that no request waits for them. */
const batch = 500

/**
 * Deletes events older than `before`, from the beginning of each partition: only what every group has settled, what no
 * failed event needs, and what every projection's checkpoint covers; with `publishes` only what Kafka has. The checkpoints are stored first. Returns how many.
 */
export async function trimEvents(
  database: Database,
  consumers: readonly Consumer[],
  before: Date,
  now: Date,
  publishes = false,
): Promise<number> {
  const projecting = consumers.filter(isProjecting)
  const places = await placesToTrim(database, before)
  if (places.length === 0) return 0
  for (const consumer of projecting) await database.inTransaction((tx) => saveCheckpoint(tx, consumer, now))
  let trimmed = 0
  for (const place of places) trimmed += await trimPlace(database, place, { projecting, publishes }, before)
  return trimmed
}

/** What people decided about dead letters is history that ends as well. */
export async function forgetSettledFailures(tx: Tx, before: Date): Promise<void> {
  await tx
    .deleteFrom('event_failures')
    .where('state', 'in', ['resolved', 'discarded'])
    .where('failed_at', '<', before.getTime())
    .execute()
}

function isProjecting(consumer: Consumer): consumer is ProjectingConsumer {
  return consumer.kind === 'effect' && consumer.projection !== undefined
}

/** Partitions whose first event is too old and settled everywhere. */
async function placesToTrim({ reader }: Database, before: Date): Promise<Place[]> {
  const places = await reader
    .selectFrom('events')
    .select((eb) => ['topic', 'partition', eb.fn.min('seq').as('first')])
    .where('seq', 'is not', null)
    .groupBy(['topic', 'partition'])
    .execute()
  const old: Place[] = []
  for (const { topic, partition, first } of places) {
    const event = await reader.selectFrom('events').select('time').where('seq', '=', first).executeTakeFirst()
    if (event && event.time < before.getTime()) old.push({ topic, partition })
  }
  return old
}

async function trimPlace(database: Database, place: Place, needs: Needs, before: Date): Promise<number> {
  for (let trimmed = 0; ; ) {
    const count = await database.inTransaction((tx) => trimBatch(tx, place, needs, before))
    trimmed += count
    if (count < batch) return trimmed
  }
}

async function trimBatch(tx: Tx, place: Place, needs: Needs, before: Date): Promise<number> {
  const limit = await settledEverywhere(tx, place, needs)
  const rows = await tx
    .selectFrom('events')
    .select(['n', 'time'])
    .where('topic', '=', place.topic)
    .where('partition', '=', place.partition)
    .where('seq', '<=', limit)
    .orderBy('seq')
    .limit(batch)
    .execute()
  const young = rows.findIndex((row) => row.time >= before.getTime())
  const old = young === -1 ? rows : rows.slice(0, young)
  if (old.length === 0) return 0
  await tx
    .deleteFrom('events')
    .where(
      'n',
      'in',
      old.map((row) => row.n),
    )
    .execute()
  await tx.updateTable('event_log').set({ kept_since: before.getTime() }).execute()
  return old.length
}

/** The highest number in the place that nobody will need again. */
async function settledEverywhere(
  tx: Tx,
  { topic, partition }: Place,
  { projecting, publishes }: Needs,
): Promise<number> {
  const position = await tx
    .selectFrom('consumer_positions')
    .select((eb) => eb.fn.min('seq').as('seq'))
    .where('topic', '=', topic)
    .where('partition', '=', partition)
    .executeTakeFirst()
  const failure = await tx
    .selectFrom('event_failures')
    .select((eb) => eb.fn.min('seq').as('seq'))
    .where('topic', '=', topic)
    .where('partition', '=', partition)
    .where('state', 'in', [...openFailureStates])
    .executeTakeFirst()
  const limits = [position?.seq ?? Number.MAX_SAFE_INTEGER, (failure?.seq ?? Number.MAX_SAFE_INTEGER) - 1]
  for (const { group } of projecting) {
    const saved = (await findCheckpoint(tx, group))?.positions.find(
      (at) => at.topic === topic && at.partition === partition,
    )
    if (saved) limits.push(saved.seq)
  }
  if (publishes) limits.push(await publishedUpTo(tx, topic, partition))
  return Math.min(...limits)
}
