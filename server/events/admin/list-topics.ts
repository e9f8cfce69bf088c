import { type Topic, topics } from '#contract/events/event-type.ts'
import type { Reader } from '#platform/db/database.ts'
import { findIdentity } from '../identity.ts'
import '../log-tables.ts'
import { firstNumberAt } from './find-event.ts'

export type ListedTopic = { topic: Topic; partitions: ListedPartition[] }

/** `size`: events kept; `lastSeq`: number of the newest one, null when there is none. */
export type ListedPartition = { partition: number; size: number; lastSeq: number | null }

/** Every topic with every partition, the empty ones too. */
export async function listTopics(reader: Reader): Promise<ListedTopic[]> {
  const partitions = (await findIdentity(reader))?.partitions ?? 0
  const sizes = await partitionSizes(reader)
  return topics.map((topic) => ({
    topic,
    partitions: Array.from({ length: partitions }, (_, partition) => {
      const found = sizes.find((row) => row.topic === topic && row.partition === partition)
      return { partition, size: Number(found?.size ?? 0), lastSeq: found?.seq ?? null }
    }),
  }))
}

function partitionSizes(reader: Reader) {
  return reader
    .selectFrom('events')
    .select((eb) => ['topic', 'partition', eb.fn.countAll().as('size'), eb.fn.max('seq').as('seq')])
    .where('seq', 'is not', null)
    .groupBy(['topic', 'partition'])
    .execute()
}

/** Events of each topic that are not older than `time` (epoch milliseconds). */
export async function countSince(reader: Reader, time: number): Promise<Map<Topic, number>> {
  const rows = await reader
    .selectFrom('events')
    .select((eb) => ['topic', eb.fn.countAll().as('count')])
    .where('seq', '>=', await firstNumberAt(reader, time))
    .groupBy('topic')
    .execute()
  return new Map(rows.map(({ topic, count }) => [topic, Number(count)]))
}
