// With platformatic-admin.ts and closing.ts the only place that knows @platformatic/kafka. platformatic.kafka.ts pins what its options below are there for.
import { isIP } from 'node:net'
import { type BaseOptions, Consumer, compatibilityPartitioner, findErrorBy, Producer } from '@platformatic/kafka'
import type { KafkaConfig } from '#platform/config/kafka-config.ts'
import { type Fetched, type KafkaClients, type KafkaFetcher, type KafkaProducer, RecordRefused } from './client.ts'
import { closing } from './closing.ts'
import { fetchedPartition, type RawPartition } from './fetched-records.ts'
import { openAdmin } from './platformatic-admin.ts'
import { within } from './within.ts'

const mebibyte = 1024 * 1024
/** Time limits of whole calls, since the client's own ones hold per try. */
const limits = { sendMs: 15_000, fetchMs: 12_000 }
const refusals = ['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE', 'INVALID_RECORD']

export function platformaticClients(config: KafkaConfig): KafkaClients {
  const base = baseOptions(config)
  return {
    openAdmin: () => openAdmin({ ...base, ...patience }),
    openProducer: () => openProducer(base, config),
    openFetcher: (names) => openFetcher(base, names),
  }
}

const patience = { retries: 1, retryDelay: 200, requestTimeout: 5_000, connectTimeout: 2_000 }

function baseOptions({ brokers, clientId, tls, sasl }: KafkaConfig): BaseOptions {
  return {
    clientId,
    bootstrapBrokers: [...brokers],
    autocreateTopics: false,
    ...(tls && { tls: { ...tls }, tlsServerName: brokers.every(isName) }),
    ...(sasl && { sasl: { ...sasl, mechanism: sasl.mechanism.toUpperCase() as 'PLAIN' } }),
  }
}

/**
 * Clusters behind one address tell their brokers apart by the name in the TLS greeting. An address may not stand there,
 * and the client sends one all the same; a list of addresses (or localhost) means that the brokers have no names.
 */
function isName(broker: string): boolean {
  const host = broker.slice(0, broker.lastIndexOf(':'))
  return isIP(host.replace(/^\[|\]$/g, '')) === 0 && host !== 'localhost'
}

/**
 * Idempotent, so that a batch that is tried again inside the client is neither doubled nor overtaken. The default
 * producer id 0 would be refused or fenced: −1 asks the broker for one.
 */
function openProducer(base: BaseOptions, { compression }: KafkaConfig): KafkaProducer {
  const producer = new Producer<string, string, string, string>({
    ...base,
    idempotent: true,
    producerId: -1n,
    producerEpoch: -1,
    acks: -1,
    compression,
    partitioner: compatibilityPartitioner,
    retries: 1000,
    retryDelay: 300,
    requestTimeout: 8_000,
    connectTimeout: 3_000,
    serializers: { key: bytesOf, value: bytesOf, headerKey: bytesOf, headerValue: bytesOf },
  })
  return {
    async prepare(names) {
      const ready = producer.initIdempotentProducer({}).then(() => producer.metadata({ topics: [...names] }))
      await within(
        limits.sendMs,
        ready.then(() => producer.connectToBrokers()),
      )
    },
    async send(records) {
      const messages = records.map(({ name, ...record }) => ({ ...record, topic: name }))
      try {
        const { offsets = [] } = await within(limits.sendMs, producer.send({ messages }))
        return offsets.map(({ topic, partition, offset }) => ({ name: topic, partition, offset: Number(offset) }))
      } catch (error) {
        throw isRefusal(error) ? new RecordRefused(causeOf(error), { cause: error }) : error
      }
    },
    close: closing(producer),
  }
}

function bytesOf(text: string | undefined): Buffer | undefined {
  return text === undefined ? undefined : Buffer.from(text, 'utf8')
}

function isRefusal(error: unknown): boolean {
  return refusals.some((apiId) => findErrorBy(error as Error, 'apiId', apiId))
}

function causeOf(error: unknown): string {
  const apiId = refusals.find((candidate) => findErrorBy(error as Error, 'apiId', candidate))
  return findErrorBy(error as Error, 'apiId', apiId)?.message ?? String(error)
}

/** Only `fetch` is used: the consumer's own groups, streams and commits lose or stall (docs/adr, traps 1 to 3). */
function openFetcher(base: BaseOptions, names: readonly string[]): KafkaFetcher {
  const consumer = new Consumer({
    ...base,
    ...patience,
    groupId: 'unused',
    autocommit: false,
    maxBytes: 4 * mebibyte,
    minBytes: 1,
    isolationLevel: 1,
  })
  consumer.topics.trackAll(...names)
  return {
    async fetch(node, wanted, maxWaitTime) {
      const topics = [...Map.groupBy(wanted, ({ topicId }) => topicId)].map(([topicId, rows]) => ({
        topicId,
        partitions: rows.map(({ partition, offset }) => ({
          partition,
          currentLeaderEpoch: -1,
          fetchOffset: BigInt(offset),
          lastFetchedEpoch: -1,
          partitionMaxBytes: mebibyte,
        })),
      }))
      const { responses } = await within(limits.fetchMs, consumer.fetch({ node, topics, maxWaitTime }).catch(salvage))
      return responses.flatMap(({ topicId, partitions }) =>
        partitions.map((found) => fetchedPartition(topicId, found as RawPartition, wanted)),
      ) satisfies Fetched[]
    },
    close: closing(consumer),
  }
}

/** An offset out of range fails the whole answer; what the other partitions gave is in the error. */
function salvage(error: unknown): { responses: { topicId: string; partitions: unknown[] }[] } {
  const found = findErrorBy(error as Error, 'apiId', 'OFFSET_OUT_OF_RANGE')
  const response = (findErrorBy(error as Error, 'code', 'PLT_KFK_RESPONSE') ?? error) as { response?: never }
  if (found && response.response) return response.response
  throw error
}
