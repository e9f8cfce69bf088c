import { type Topic, topics } from '#contract/events/event-type.ts'
import type { KafkaConfig } from '#platform/config/kafka-config.ts'
import type { Reader } from '#platform/db/database.ts'
import { listHints } from '../transports/kafka/hints-store.ts'
import type { KafkaTransport } from '../transports/kafka/kafka-transport.ts'
import type { LiveTopic } from '../transports/kafka/topics.ts'
import { within } from '../transports/kafka/within.ts'
import { ClusterDesk } from './cluster-desk.ts'
import { describeBroker, type ListedBroker } from './describe-broker.ts'
import { placeName } from './list-positions.ts'

/** One partition as Kafka has it; `records` counts everybody's, `leader` is the broker's id. */
export type OnBroker = { leader: number; first_offset: number; next_offset: number; records: number }
export type TopicOnBroker = { id: string; partitions: OnBroker[] }

/** A page does not wait longer for a broker that has just frozen. */
const patienceMs = 2_000

/** Where the API asks about the broker; empty until events start, and for ever without Kafka. */
export class BrokerDesk {
  #open: { config: KafkaConfig; transport: KafkaTransport } | undefined

  open(config: KafkaConfig, transport: KafkaTransport): void {
    this.#open = { config, transport }
  }

  /** undefined: there is no Kafka. */
  get cluster(): ClusterDesk | undefined {
    return this.#open && new ClusterDesk(this.#open.config, this.#open.transport)
  }

  /** A broker that has not answered yet counts as down. */
  get state(): 'not_used' | 'up' | 'down' {
    if (!this.#open) return 'not_used'
    return this.#open.transport.watch.state.state === 'up' ? 'up' : 'down'
  }

  /** Events that this process has published since its start. */
  get published(): number {
    return this.#open?.transport.bridge?.published ?? 0
  }

  /** The broker is there, and yet nothing can be published. */
  get stalled(): boolean {
    return (this.#open?.transport.bridge?.stalled ?? null) !== null
  }

  /** What the topic is called on the cluster; null without Kafka. */
  nameOf(topic: Topic): string | null {
    return this.#open?.config.topics[topic] ?? null
  }

  /** What Kafka's own tools call a group of ours; null without Kafka. */
  groupNameOf(group: string): string | null {
    return this.#open ? `${this.#open.config.clientId}.${group}` : null
  }

  describe(reader: Reader): Promise<ListedBroker> {
    return describeBroker(reader, this.#open)
  }

  /** What lies on Kafka; empty without Kafka, and when it does not answer within 2 s. */
  async sizes(): Promise<ReadonlyMap<Topic, TopicOnBroker>> {
    const live = this.#open?.transport.watch.topics ?? []
    const sizes = Promise.all(live.map(async (topic) => [topic.topic, await this.#sizeOf(topic)] as const))
    return new Map(await within(patienceMs, sizes).catch(() => []))
  }

  /** The offset from which each group goes on reading, by `placeName`; only of topics that are there now. */
  async offsets(reader: Reader): Promise<ReadonlyMap<string, number>> {
    const watch = this.#open?.transport.watch
    if (!watch) return new Map()
    const ids = topics.flatMap((topic) => watch.live(topic)?.id ?? [])
    const hints = await listHints(reader, ids)
    return new Map(hints.map((hint) => [placeName(hint.group, hint.topic, hint.partition), hint.nextOffset]))
  }

  async #sizeOf(topic: LiveTopic): Promise<TopicOnBroker> {
    const ask = (which: 'first' | 'next') => this.#open?.transport.watch.ask((admin) => admin.offsets(topic, which))
    const [first = [], next = []] = await Promise.all([ask('first'), ask('next')])
    const partitions = topic.leaders.map((leader, partition) => {
      const [from, to] = [first[partition] ?? 0, next[partition] ?? 0]
      return { leader, first_offset: from, next_offset: to, records: to - from }
    })
    return { id: topic.id, partitions }
  }
}
