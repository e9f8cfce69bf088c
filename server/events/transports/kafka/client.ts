/**
 * All that we ask of a Kafka client. Names are those on the cluster. Every call rejects when the broker is away, within
 * its own time limit; `close` never waits longer than 2 s and never rejects.
 */
export type KafkaClients = {
  openAdmin(): KafkaAdmin
  openProducer(): KafkaProducer
  openFetcher(names: readonly string[]): KafkaFetcher
}

export type KafkaTopic = {
  readonly name: string
  /** Another one after the topic was deleted and made again. */
  readonly id: string
  /** The broker that leads each partition. */
  readonly leaders: readonly number[]
}

export type KafkaAdmin = {
  /** Those of `names` that exist. */
  findTopics(names: readonly string[]): Promise<KafkaTopic[]>
  /** All that exist, but Kafka’s own (`__…`). */
  listTopics(): Promise<KafkaTopic[]>
  /** `replication` null: as the broker's default says. */
  createTopic(name: string, partitions: number, replication: number | null): Promise<void>
  addPartitions(name: string, total: number): Promise<void>
  /** By partition: the first offset still kept, the one the next record will get, or how far anybody may read now. */
  offsets(topic: KafkaTopic, which: 'first' | 'next' | 'readable'): Promise<number[]>
  /** By partition: the first record that is not older than `time` (epoch milliseconds), or where the next one will lie. */
  offsetsAt(topic: KafkaTopic, time: number): Promise<number[]>
  /** Writes a group's offsets, for Kafka UI and Kafka's tools only. Rejects while the group has members. */
  setGroupOffsets(group: string, offsets: readonly GroupOffset[]): Promise<void>
  close(): Promise<void>
}

export type GroupOffset = { readonly name: string; readonly partition: number; readonly offset: number }

export type OutgoingRecord = {
  readonly name: string
  readonly partition: number
  readonly key: string
  readonly value: string
  readonly headers: Readonly<Record<string, string>>
}

export type KafkaProducer = {
  /** Connects and gets an id, which takes a fresh broker a while, so that the first record need not wait for it. */
  prepare(names: readonly string[]): Promise<void>
  /**
   * Resolves when all in-sync replicas have everything; the records of a partition keep their order. After a rejection
   * any part may or may not be there, and the producer is to be thrown away unless `isRefusal` says otherwise.
   */
  send(records: readonly OutgoingRecord[]): Promise<readonly Sent[]>
  close(): Promise<void>
}

/** Where the first record for this partition came to lie. */
export type Sent = { readonly name: string; readonly partition: number; readonly offset: number }

export type Wanted = { readonly topicId: string; readonly partition: number; readonly offset: number }

export type KafkaFetcher = {
  /**
   * Records from these offsets on, of partitions that `leader` leads; waits up to `waitMs` for the first one. May give
   * some from below the offset. One call at a time.
   */
  fetch(leader: number, wanted: readonly Wanted[], waitMs: number): Promise<readonly Fetched[]>
  close(): Promise<void>
}

export type Fetched = {
  readonly topicId: string
  readonly partition: number
  /** The wanted offset does not exist (any more); then `first`, `next` and `end` say nothing. */
  readonly outOfRange: boolean
  readonly first: number
  /** Where the next fetch goes on, behind control records too. */
  readonly next: number
  /** One beyond the newest record that may be read. */
  readonly end: number
  readonly records: readonly IncomingRecord[]
}

export type IncomingRecord = {
  readonly offset: number
  readonly key: Uint8Array | null
  readonly value: Uint8Array | null
  readonly headers: readonly (readonly [Uint8Array | null, Uint8Array | null])[]
  readonly time: number
}

/** The broker will never take this record, however often it is sent. */
export class RecordRefused extends Error {
  override readonly name = 'RecordRefused'
}
