import type { Topic } from '#contract/events/event-type.ts'
import type { SourceRecord } from './record.ts'

/**
 * Where the runner gets its records from: the embedded log, or Kafka. A source may give a record twice, give old ones
 * again after a restart, or give ghosts and foreign ones; the position decides what they do. It must keep the order
 * within a partition and must never leave one out.
 */
export type RecordSource = {
  readonly name: 'embedded' | 'kafka'
  open(request: ReadRequest): Promise<PartitionReader>
  /** Calls when records may have arrived, with the place or null for "look everywhere". Returns the way to stop it. */
  onArrival(listener: (place: { topic: Topic; partition: number } | null) => void): () => void
  close(): Promise<void>
}

export type ReadRequest = {
  readonly group: string
  readonly topic: Topic
  readonly partition: number
  /** Everything behind this number of our log must come; earlier records may come as well. */
  readonly after: number
}

export type PartitionReader = {
  /**
   * The next records in order. Fewer than `max`: there are no more now, and the arrival of the next will be told.
   * Rejects when the transport is away.
   */
  read(max: number): Promise<readonly SourceRecord[]>
  /** Up to this record everything is settled for good: where a transport's own hint may follow. */
  settled(record: SourceRecord): void
  close(): Promise<void>
}
