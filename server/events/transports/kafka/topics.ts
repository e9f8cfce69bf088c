import { type Topic, topics } from '#contract/events/event-type.ts'
import type { KafkaConfig } from '#platform/config/kafka-config.ts'
import type { KafkaAdmin, KafkaTopic } from './client.ts'

/** One of our topics as it is on the cluster at the moment. */
export type LiveTopic = KafkaTopic & { readonly topic: Topic }

/** The broker lets us neither make a topic nor widen it: a person has to, with the command that the message names. */
export class TopicMissing extends Error {
  override readonly name = 'TopicMissing'
}

/**
 * Finds our topics and makes what is missing. A wider topic is used in its first partitions only, since a key must
 * never change its partition. Throws `TopicMissing`.
 */
export async function ensureTopics(admin: KafkaAdmin, config: KafkaConfig, partitions: number): Promise<LiveTopic[]> {
  const names = topics.map((topic) => config.topics[topic])
  const found = await admin.findTopics(names)
  const missing = names.filter((name) => !found.some((topic) => topic.name === name))
  const narrow = found.filter(({ leaders }) => leaders.length < partitions)
  for (const name of missing)
    await must(createCommand(name, partitions), () => admin.createTopic(name, partitions, config.replication))
  for (const { name } of narrow) await must(widenCommand(name, partitions), () => admin.addPartitions(name, partitions))
  if (missing.length + narrow.length > 0) return settled(await admin.findTopics(names), config, partitions)
  return settled(found, config, partitions)
}

/** A topic that was made a moment ago may not be led, or not be known everywhere, yet: the next look finds it. */
function settled(found: readonly KafkaTopic[], config: KafkaConfig, partitions: number): LiveTopic[] {
  return topics.flatMap((topic) => {
    const live = found.find(({ name }) => name === config.topics[topic])
    const ready = live && live.leaders.length >= partitions && live.leaders.every((leader) => leader >= 0)
    return ready ? [{ ...live, topic, leaders: live.leaders.slice(0, partitions) }] : []
  })
}

async function must(command: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (isDenied(error)) throw new TopicMissing(command, { cause: error })
    throw error
  }
}

/** The broker's decision, which no repetition changes; anything else is weather. */
function isDenied(error: unknown): boolean {
  return /authoriz|policy|invalid.?replication|INVALID_PARTITIONS|INVALID_CONFIG/i.test(everyMessage(error))
}

function everyMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const parts = error instanceof AggregateError ? error.errors : []
  const { apiId = '' } = error as { apiId?: string }
  return [error.message, apiId, ...parts.map(everyMessage)].join(' ')
}

function createCommand(name: string, partitions: number): string {
  return `kafka-topics.sh --create --topic ${name} --partitions ${partitions} --config retention.ms=2592000000`
}

function widenCommand(name: string, partitions: number): string {
  return `kafka-topics.sh --alter --topic ${name} --partitions ${partitions}`
}
