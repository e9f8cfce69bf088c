import type { Clock } from '#platform/clock.ts'
import type { Database } from '#platform/db/database.ts'
import type { Consumer } from '../consumer.ts'
import type { Lease, Leases } from '../leases/lease.ts'
import type { LogView } from '../log-view.ts'
import type { GroupPlace } from '../positions-store.ts'
import type { Progress } from '../progress.ts'
import type { SourceRecord } from '../transports/record.ts'
import type { PartitionReader, RecordSource } from '../transports/source.ts'
import type { RunnerSettings } from './settings.ts'

/** What all readers of a process share. */
export type Surroundings = {
  readonly database: Database
  readonly source: RecordSource
  readonly leases: Leases
  readonly settings: RunnerSettings
  readonly clock: Clock
  /** The process's view of the log; looked at again when a record is ahead of it. */
  log: LogView
  readonly onProblem: (problem: ConsumerProblem) => void
}

/** `parked`, `dead`: an event failed; `stalled`: the reader itself, it starts again by itself. */
export type ConsumerProblem = {
  readonly kind: 'parked' | 'dead' | 'stalled'
  readonly place: GroupPlace
  readonly seq: number | null
  readonly error: unknown
}

/** One consumer in one partition, for as long as this process holds the lease. */
export type Assignment = {
  readonly shared: Surroundings
  readonly consumer: Consumer
  readonly place: GroupPlace
  readonly lease: Lease
  /** Aborted when no new work may begin. */
  readonly stopping: AbortSignal
  /** Aborted when what has begun may take no longer. */
  readonly giveUp: AbortSignal
}

/** Where the reader stands; made anew from the database after every doubt. */
export type Standing = {
  readonly reader: PartitionReader
  /** What the database holds. */
  stored: Progress
  /** What has been settled since without an effect; stored with the next one, or within a second. */
  reached: Progress
  /** The record up to which `reached` goes. */
  last: SourceRecord | undefined
  readonly blocked: Set<string>
}
