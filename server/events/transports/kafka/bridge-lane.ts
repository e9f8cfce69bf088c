import type { Topic } from '#contract/events/event-type.ts'
import type { Reader } from '#platform/db/database.ts'
import type { Lease } from '../../leases/lease.ts'
import { recordsAfter } from '../log-records.ts'
import type { SourceRecord } from '../record.ts'
import type { OutgoingRecord, Sent } from './client.ts'
import type { Published } from './published-store.ts'
import type { LiveTopic } from './topics.ts'

/** The name of its leases, and of the group under which refused events are dead letters. */
export const bridgeGroup = 'kafka-bridge'

/** A batch stays well below a broker's usual limit of 1 MiB, whatever compression makes of it. */
const batch = { records: 1000, bytes: 512 * 1024 }

/** One partition that this process publishes. */
export class BridgeLane {
  readonly live: LiveTopic
  readonly partition: number
  readonly lease: Lease
  #seq: number
  #nextOffset: number
  /** There may be something to publish. */
  due = true

  constructor(live: LiveTopic, partition: number, lease: Lease, reached: { seq: number; nextOffset: number }) {
    this.live = live
    this.partition = partition
    this.lease = lease
    this.#seq = reached.seq
    this.#nextOffset = reached.nextOffset
  }

  get topic(): Topic {
    return this.live.topic
  }

  get published(): Published {
    const { live, partition } = this
    return { topicId: live.id, topic: live.topic, partition, seq: this.#seq, nextOffset: this.#nextOffset }
  }

  /** The next events in order; not due any more when these are all. */
  async collect(reader: Reader): Promise<SourceRecord[]> {
    const { topic, partition } = this
    const found = await recordsAfter(reader, { topic, partition, after: this.#seq, max: batch.records })
    const fitting = withinBytes(found)
    this.due = found.length === batch.records || fitting.length < found.length
    return fitting
  }

  /** Sent, or given up for good. */
  passed(records: readonly SourceRecord[], sent: readonly Sent[]): void {
    this.#seq = records.at(-1)?.offset ?? this.#seq
    const place = sent.find(({ name, partition }) => name === this.live.name && partition === this.partition)
    if (place && place.offset >= 0) this.#nextOffset = place.offset + records.length
  }

  outgoing({ key, value, headers }: SourceRecord): OutgoingRecord {
    // a null value would be taken for a deletion; ours always have one
    if (typeof value !== 'string' || key === null) throw new Error('an event without a value or key')
    return { name: this.live.name, partition: this.partition, key, value, headers }
  }
}

function withinBytes(records: readonly SourceRecord[]): SourceRecord[] {
  let bytes = 0
  const end = records.findIndex(({ value }) => {
    bytes += (value?.length ?? 0) + 600
    return bytes > batch.bytes
  })
  return records.slice(0, end === -1 ? records.length : Math.max(1, end))
}
