import type { Topic } from '#contract/events/event-type.ts'
import type { Reader, Tx } from '#platform/db/database.ts'
import './kafka-tables.ts'

export type Hint = {
  readonly group: string
  readonly topicId: string
  readonly topic: Topic
  readonly partition: number
  readonly seq: number
  readonly nextOffset: number
}

type HintPlace = Pick<Hint, 'group' | 'topicId' | 'partition'>

export async function findHint(reader: Reader, place: HintPlace): Promise<Hint | undefined> {
  const row = await reader
    .selectFrom('kafka_hints')
    .select(['topic', 'seq', 'next_offset'])
    .where('group_name', '=', place.group)
    .where('topic_id', '=', place.topicId)
    .where('partition', '=', place.partition)
    .executeTakeFirst()
  return row && { ...place, topic: row.topic, seq: row.seq, nextOffset: row.next_offset }
}

export async function saveHint(tx: Tx, hint: Hint): Promise<void> {
  const { group, topicId, topic, partition, seq, nextOffset } = hint
  const updated = await tx
    .updateTable('kafka_hints')
    .set({ seq, next_offset: nextOffset })
    .where('group_name', '=', group)
    .where('topic_id', '=', topicId)
    .where('partition', '=', partition)
    .executeTakeFirst()
  if (Number(updated.numUpdatedRows) > 0) return
  await tx
    .insertInto('kafka_hints')
    .values({ group_name: group, topic_id: topicId, topic, partition, seq, next_offset: nextOffset })
    .execute()
}

/** Of every group, on these topic ids. */
export async function listHints(reader: Reader, topicIds: readonly string[]): Promise<Hint[]> {
  if (topicIds.length === 0) return []
  const rows = await reader
    .selectFrom('kafka_hints')
    .selectAll()
    .where('topic_id', 'in', [...topicIds])
    .execute()
  return rows.map(({ group_name, topic_id, topic, partition, seq, next_offset }) => {
    return { group: group_name, topicId: topic_id, topic, partition, seq, nextOffset: next_offset }
  })
}
