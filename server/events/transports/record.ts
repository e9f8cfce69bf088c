import type { Topic } from '#contract/events/event-type.ts'
import type { Headers } from '../headers.ts'

/** A record as the transport holds it, before anyone has believed a word of it. */
export type SourceRecord = {
  readonly topic: Topic
  readonly partition: number
  /** Where it lies: the transport's name of the log (Kafka: the topic id) and the offset there, which only rises. */
  readonly log: string
  readonly offset: number
  readonly key: string | null
  /** Text, or raw bytes when they are not UTF-8; null: a tombstone. */
  readonly value: string | Uint8Array | null
  readonly headers: Headers
  /** Epoch milliseconds, by whoever wrote it. */
  readonly time: number
}

/** The key behind which later records must wait; null when it holds nobody up: absent, or longer than any key of ours. */
export function orderingKey({ key }: SourceRecord): string | null {
  return key === null || key.length > 255 || key.includes('\0') ? null : key
}
