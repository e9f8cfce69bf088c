import type { Kysely } from 'kysely'
import type { Topic } from '#contract/events/event-type.ts'
import { integer, text, time } from '#platform/db/columns.ts'
import { createTable } from '#platform/db/create-table.ts'

declare module '#platform/db/database.ts' {
  interface Tables {
    kafka_published: KafkaPublishedTable
    kafka_hints: KafkaHintsTable
  }
}

/** How far the bridge has come; by topic id, so that a topic that was made again is published to from the beginning. */
type KafkaPublishedTable = {
  topic_id: string
  partition: number
  topic: Topic
  /** Number of the last event of our log that Kafka has. */
  seq: number
  /** The offset behind what we published last; when the topic ends before it, the broker has lost something. */
  next_offset: number
  updated_at: number
}

/** Where a group may begin to fetch; never decides what is handled, and may always be lost. */
type KafkaHintsTable = {
  group_name: string
  topic_id: string
  partition: number
  topic: Topic
  /** Only good for a group that stands here or later. */
  seq: number
  next_offset: number
}

export async function createKafkaTables(db: Kysely<unknown>): Promise<void> {
  const place = { topic_id: text(64), partition: integer(), topic: text(64) }
  const reached = { seq: integer(), next_offset: integer() }
  await createTable(
    db,
    'kafka_published',
    { ...place, ...reached, updated_at: time() },
    { primaryKey: ['topic_id', 'partition'] },
  )
  await createTable(
    db,
    'kafka_hints',
    { group_name: text(64), ...place, ...reached },
    { primaryKey: ['group_name', 'topic_id', 'partition'] },
  )
}
