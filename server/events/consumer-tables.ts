import type { Generated } from 'kysely'
import type { Topic } from '#contract/events/event-type.ts'

declare module '#platform/db/database.ts' {
  interface Tables {
    consumer_groups: ConsumerGroupsTable
    consumer_positions: ConsumerPositionsTable
    consumer_foreign: ConsumerForeignTable
    event_failures: EventFailuresTable
    leases: LeasesTable
    projection_checkpoints: ProjectionCheckpointsTable
  }
}

type ConsumerGroupsTable = {
  group_name: string
  kind: 'effect' | 'call'
  created_at: number
  last_error: string | null
  last_error_at: number | null
  /** Who replayed it last. */
  reset_by: string | null
  reset_at: number | null
}

/** How far a group has come in a partition of our log; commits together with the effect. */
type ConsumerPositionsTable = {
  group_name: string
  topic: Topic
  partition: number
  epoch: number
  seq: number
  /** Records of an older epoch beyond its end: skipped and counted. */
  ghosts: number
  updated_at: number
}

/** Records that are not ours have no number: the transport's own offset keeps them from being handled twice. */
type ConsumerForeignTable = {
  group_name: string
  /** The transport's name of the log they lie in (Kafka: the topic id, not its name). */
  log: string
  topic: Topic
  partition: number
  passed_offset: number
}

/**
 * parked: failed, tried again at `next_at`; waiting: a later event of a parked key;
 * retrying: a dead letter that a person sent round again; dead: needs a person; resolved, discarded: history.
 */
export type FailureState = 'parked' | 'waiting' | 'retrying' | 'dead' | 'resolved' | 'discarded'

type EventFailuresTable = {
  id: Generated<number>
  group_name: string
  topic: Topic
  partition: number
  /** null for a record that is not ours. */
  seq: number | null
  /** null: without a key it holds nobody up. */
  key: string | null
  type: string | null
  state: FailureState
  attempts: number
  next_at: number
  error: string
  /** JSON copy of a record that is not in our log; blanked when the person is erased. */
  raw: string | null
  failed_at: number
  acted_by: string | null
  acted_at: number | null
}

type LeasesTable = {
  name: string
  owner: string | null
  /** Rises with every owner, so that what a former owner still tries to commit is refused. */
  epoch: number
  /** By the database's clock; null: held until the owner stops (one process per file). */
  expires_at: number | null
}

/** What a projection looked like at these positions; a rebuild starts here once the log is trimmed. */
type ProjectionCheckpointsTable = {
  group_name: string
  /** JSON: positions in our log, and offsets of foreign records. */
  positions: string
  saved: string
  created_at: number
}
