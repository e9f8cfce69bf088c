import { isUtf8 } from 'node:buffer'
import type { ClusterTopic, ListRecords, RecordAnswer } from '#contract/http/cluster.ts'
import { isoTime } from '#platform/clock.ts'
import type { KafkaConfig } from '#platform/config/kafka-config.ts'
import { Failure, Invalid } from '#platform/failure.ts'
import type { KafkaAdmin, KafkaTopic } from '../transports/kafka/client.ts'
import type { KafkaTransport } from '../transports/kafka/kafka-transport.ts'
import { lookAtRecords, type Place, type SeenRecord } from '../transports/kafka/look-at-records.ts'
import { refusalOf } from '../transports/kafka/why.ts'

/** What a person looks up on the cluster itself, whoever wrote it. Every call throws `unavailable` when it does not answer. */
export class ClusterDesk {
  readonly #config: KafkaConfig
  readonly #transport: KafkaTransport

  constructor(config: KafkaConfig, transport: KafkaTransport) {
    this.#config = config
    this.#transport = transport
  }

  async listTopics(): Promise<ClusterTopic[]> {
    const topics = await this.#ask((admin) => admin.listTopics())
    return Promise.all(topics.map((topic) => this.#describe(topic)))
  }

  /** Throws `topic_exists`, and `topic_refused` with the broker's reason. */
  async createTopic(name: string, partitions: number): Promise<ClusterTopic> {
    if (await this.#find(name)) throw new Failure('topic_exists')
    await this.#ask((admin) => admin.createTopic(name, partitions, this.#config.replication))
    const made = await this.#find(name)
    if (!made) throw new Failure('unavailable')
    return this.#describe(made)
  }

  /** The newest ones, or from an offset or a point in time on; the newest first. Throws `topic_not_found`. */
  async listRecords(name: string, { partition, offset, since, limit = 100 }: ListRecords): Promise<RecordAnswer[]> {
    if (offset !== undefined && partition === undefined) throw invalidQuery('offset', 'extra_forbidden')
    const topic = await this.#find(name)
    if (!topic) throw new Failure('topic_not_found')
    if (partition !== undefined && partition >= topic.leaders.length) throw invalidQuery('partition', 'id_range')
    const [first, next] = await this.#ask((admin) =>
      Promise.all([admin.offsets(topic, 'first'), admin.offsets(topic, 'readable')]),
    )
    const from = since === undefined ? undefined : await this.#ask((admin) => admin.offsetsAt(topic, timeOf(since)))
    const places = topic.leaders.flatMap((_, at): Place[] => {
      const [low, end] = [first[at] ?? 0, next[at] ?? 0]
      const start = offset ?? (from ? (from[at] ?? end) : end - limit)
      const isWanted = (partition === undefined || partition === at) && Math.max(low, start) < end
      return isWanted ? [{ partition: at, offset: Math.max(low, start) }] : []
    })
    const records = await this.#safely(lookAtRecords(this.#transport.clients, topic, places, limit))
    return records.toSorted((a, b) => b.time - a.time || b.offset - a.offset).map(present)
  }

  async #find(name: string): Promise<KafkaTopic | undefined> {
    return (await this.#ask((admin) => admin.findTopics([name])))[0]
  }

  async #describe(topic: KafkaTopic): Promise<ClusterTopic> {
    const [first, next] = await this.#ask((admin) =>
      Promise.all([admin.offsets(topic, 'first'), admin.offsets(topic, 'next')]),
    )
    return {
      name: topic.name,
      topic_id: topic.id,
      ours: Object.values(this.#config.topics).includes(topic.name),
      partitions: topic.leaders.map((leader, partition) => ({
        ...{ partition, leader, first_offset: first[partition] ?? 0, next_offset: next[partition] ?? 0 },
      })),
    }
  }

  #ask<T>(work: (admin: KafkaAdmin) => Promise<T>): Promise<T> {
    return this.#safely(this.#transport.watch.ask(work))
  }

  async #safely<T>(work: Promise<T>): Promise<T> {
    try {
      return await work
    } catch (error) {
      const reason = refusalOf(error)
      throw reason === null ? new Failure('unavailable') : new Failure('topic_refused', { reason })
    }
  }
}

function invalidQuery(field: string, problem: 'extra_forbidden' | 'id_range' | 'date'): Invalid {
  return new Invalid([{ loc: ['query', field], problem }])
}

function timeOf(text: string): number {
  const time = Date.parse(text)
  if (Number.isNaN(time)) throw invalidQuery('since', 'date')
  return time
}

function present({ partition, offset, time, key, value, headers }: SeenRecord): RecordAnswer {
  const named = headers.flatMap(([name, text]) => (name && text ? [[textOf(name), textOf(text)]] : []))
  return {
    ...{ partition, offset, time: isoTime(time) },
    key: key && textOf(key),
    value: value && jsonOr(textOf(value)),
    headers: Object.fromEntries(named),
  }
}

function textOf(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return isUtf8(bytes) ? buffer.toString('utf8') : `base64:${buffer.toString('base64')}`
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
