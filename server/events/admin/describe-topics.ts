import type { Topic } from '#contract/events/event-type.ts'
import type { Reader } from '#platform/db/database.ts'
import type { BrokerDesk, OnBroker } from './broker-desk.ts'
import { countSince, listTopics } from './list-topics.ts'

/** `name`: on the cluster; `on_broker` null: no Kafka, or it does not answer. */
export type DescribedTopic = {
  topic: Topic
  name: string | null
  topic_id: string | null
  events: number
  per_minute: number
  partitions: { partition: number; events: number; end: number; on_broker: OnBroker | null }[]
}

/** Each topic as our log has it and, beside it, as Kafka has it. */
export async function describeTopics(reader: Reader, desk: BrokerDesk, now: Date): Promise<DescribedTopic[]> {
  const minuteAgo = now.getTime() - 60_000
  const [topics, rates, onBroker] = await Promise.all([listTopics(reader), countSince(reader, minuteAgo), desk.sizes()])
  return topics.map(({ topic, partitions }) => ({
    topic,
    name: desk.nameOf(topic),
    topic_id: onBroker.get(topic)?.id ?? null,
    events: partitions.reduce((sum, { size }) => sum + size, 0),
    per_minute: rates.get(topic) ?? 0,
    partitions: partitions.map(({ partition, size, lastSeq }) => ({
      partition,
      events: size,
      end: lastSeq ?? 0,
      on_broker: onBroker.get(topic)?.partitions[partition] ?? null,
    })),
  }))
}
