import type { Topic } from '#contract/events/event-type.ts'
import type { Reader, Tx } from '#platform/db/database.ts'
import './kafka-tables.ts'

/** How far one partition of one topic id has been published. */
export type Published = {
  readonly topicId: string
  readonly topic: Topic
  readonly partition: number
  readonly seq: number
  readonly nextOffset: number
}

export async function findPublished(
  reader: Reader,
  topicId: string,
  partition: number,
): Promise<{ seq: number; nextOffset: number } | undefined> {
  const row = await reader
    .selectFrom('kafka_published')
    .select(['seq', 'next_offset'])
    .where('topic_id', '=', topicId)
    .where('partition', '=', partition)
    .executeTakeFirst()
  return row && { seq: row.seq, nextOffset: row.next_offset }
}

export async function savePublished(tx: Tx, published: Published, now: Date): Promise<void> {
  const { topicId, topic, partition, seq, nextOffset } = published
  const reached = { seq, next_offset: nextOffset, updated_at: now.getTime() }
  const updated = await tx
    .updateTable('kafka_published')
    .set(reached)
    .where('topic_id', '=', topicId)
    .where('partition', '=', partition)
    .executeTakeFirst()
  if (Number(updated.numUpdatedRows) > 0) return
  await tx
    .insertInto('kafka_published')
    .values({ topic_id: topicId, partition, topic, ...reached })
    .execute()
}

export async function listPublished(reader: Reader): Promise<Published[]> {
  const rows = await reader.selectFrom('kafka_published').selectAll().orderBy('updated_at').execute()
  return rows.map((row) => ({
    topicId: row.topic_id,
    topic: row.topic,
    partition: row.partition,
    seq: row.seq,
    nextOffset: row.next_offset,
  }))
}

/** Number of the last event that went to the topic written to last; 0: none did. */
export async function publishedUpTo(reader: Reader, topic: Topic, partition: number): Promise<number> {
  const row = await reader
    .selectFrom('kafka_published')
    .select('seq')
    .where('topic', '=', topic)
    .where('partition', '=', partition)
    .orderBy('updated_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.seq ?? 0
}
