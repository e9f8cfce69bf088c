import type { Generated } from 'kysely'
import type { Topic } from '#contract/events/event-type.ts'

declare module '#platform/db/database.ts' {
  interface Tables {
    event_log: EventLogTable
    event_epochs: EventEpochsTable
    events: EventsTable
  }
}

/** The log itself: exactly one row, id 1. */
type EventLogTable = {
  id: number
  /** Who we are on the wire (`ce_source`); lives as long as the data, through restore and copy. */
  instance_id: string
  /** Rises when the log goes on from another point than the one last published. */
  epoch: number
  /** Fixed when the log is created: a key must never change its partition. */
  partitions: number
  last_seq: number
  created_at: number
  /** null: the log is whole; else events older than this time may have been trimmed. */
  kept_since: number | null
}

/** Where an epoch ended. Numbers are global, so one end holds for every partition. */
type EventEpochsTable = {
  epoch: number
  end_seq: number
  ended_at: number
}

/** The truth about what happened, in both modes; Kafka is a projection of it. */
type EventsTable = {
  /** Order of insertion; never read by `n > last`: a slower transaction may still commit a lower one. */
  n: Generated<number>
  id: string
  epoch: number
  topic: Topic
  partition: number
  key: string
  type: string
  /** Flat JSON, exactly as it goes on the wire. */
  payload: string
  /** JSON object of texts. */
  headers: string
  /** JSON: address and session of the actor. Must never leave this database. */
  origin: string | null
  actor_id: number | null
  time: number
  /** null until numbered; once a number is visible, no lower one ever appears. */
  seq: number | null
}
