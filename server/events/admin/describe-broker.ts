import type { Topic } from '#contract/events/event-type.ts'
import { isoTime } from '#platform/clock.ts'
import type { KafkaConfig } from '#platform/config/kafka-config.ts'
import type { Reader } from '#platform/db/database.ts'
import { leaseName } from '../leases/lease.ts'
import { bridgeGroup } from '../transports/kafka/bridge-lane.ts'
import type { KafkaTransport } from '../transports/kafka/kafka-transport.ts'
import { listPublished, type Published } from '../transports/kafka/published-store.ts'
import { countAfter, leaseOwners, listEnds } from './list-positions.ts'

export type ListedBroker = {
  transport: 'embedded' | 'kafka'
  state: 'not_used' | 'unknown' | 'up' | 'down'
  since: string | null
  error: string | null
  servers: string[]
  client_id: string | null
  /** Events that are not on Kafka yet; counted up to 100,000 per partition. */
  behind: number
  partitions: ListedLane[]
}

/** `published`: number of the last event that Kafka has; `topic_id` null: the topic has never been seen. */
export type ListedLane = {
  topic: Topic
  name: string
  topic_id: string | null
  partition: number
  published: number
  next_offset: number
  behind: number
  owner: string | null
}

const withoutKafka: ListedBroker = {
  transport: 'embedded',
  state: 'not_used',
  since: null,
  error: null,
  servers: [],
  client_id: null,
  behind: 0,
  partitions: [],
}

export async function describeBroker(
  reader: Reader,
  kafka: { config: KafkaConfig; transport: KafkaTransport } | undefined,
): Promise<ListedBroker> {
  if (!kafka) return withoutKafka
  const { config, transport } = kafka
  const { state, since, error } = transport.watch.state
  const partitions = await lanes(reader, config, transport)
  return {
    transport: 'kafka',
    state,
    since: isoTime(since),
    error: error ?? transport.bridge?.stalled ?? null,
    servers: [...config.brokers],
    client_id: config.clientId,
    behind: partitions.reduce((sum, { behind }) => sum + behind, 0),
    partitions,
  }
}

async function lanes(reader: Reader, config: KafkaConfig, { watch }: KafkaTransport): Promise<ListedLane[]> {
  const published = await listPublished(reader)
  const owners = await leaseOwners(reader)
  const listed: ListedLane[] = []
  for (const { topic, partition, end } of await listEnds(reader)) {
    const row = newestRow(published, topic, partition, watch.live(topic)?.id)
    const seq = row?.seq ?? 0
    listed.push({
      topic,
      name: config.topics[topic],
      topic_id: row?.topicId ?? watch.live(topic)?.id ?? null,
      partition,
      published: seq,
      next_offset: row?.nextOffset ?? 0,
      behind: end > seq ? await countAfter(reader, topic, partition, seq) : 0,
      owner: owners.get(leaseName(bridgeGroup, topic, partition)) ?? null,
    })
  }
  return listed
}

/** Of the topic as it is now; while the broker is away, of the one written to last. */
function newestRow(rows: readonly Published[], topic: Topic, partition: number, liveId: string | undefined) {
  return rows.findLast(
    (row) => row.topic === topic && row.partition === partition && (liveId === undefined || row.topicId === liveId),
  )
}
