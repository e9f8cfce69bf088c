import type { Kysely } from 'kysely'
import { counter, id, integer, longText, text, time } from '#platform/db/columns.ts'
import { createIndex, createTable } from '#platform/db/create-table.ts'

type Migrating = Kysely<unknown>

const topic = text(64)
const group = text(64)
const longKey = text(255, { nullable: true })

/** The migration piece: the log and everything consumers remember. */
export async function createEventTables(db: Migrating): Promise<void> {
  await createLog(db)
  await createConsumers(db)
  await createFailures(db)
  await createTable(
    db,
    'leases',
    { name: text(200), owner: text(200, { nullable: true }), epoch: integer(), expires_at: time({ nullable: true }) },
    { primaryKey: ['name'] },
  )
}

async function createLog(db: Migrating): Promise<void> {
  const log = {
    id: integer(),
    instance_id: text(36),
    epoch: integer(),
    partitions: integer(),
    last_seq: counter(),
    created_at: time(),
    kept_since: time({ nullable: true }),
  }
  await createTable(db, 'event_log', log, { primaryKey: ['id'] })
  await createTable(
    db,
    'event_epochs',
    { epoch: integer(), end_seq: integer(), ended_at: time() },
    { primaryKey: ['epoch'] },
  )
  await createTable(db, 'events', {
    n: id(),
    id: text(36),
    epoch: integer(),
    topic,
    partition: integer(),
    key: text(64),
    type: text(64),
    payload: longText(),
    headers: longText(),
    origin: longText({ nullable: true }),
    actor_id: integer({ nullable: true }),
    time: time(),
    seq: integer({ nullable: true, unique: true }),
  })
  await createIndex(db, 'events', ['topic', 'partition', 'seq'])
  await createIndex(db, 'events', ['type', 'seq'])
  await createIndex(db, 'events', ['key', 'seq'])
}

async function createConsumers(db: Migrating): Promise<void> {
  const groups = {
    group_name: group,
    kind: text(10),
    created_at: time(),
    last_error: longText({ nullable: true }),
    last_error_at: time({ nullable: true }),
    reset_by: text(64, { nullable: true }),
    reset_at: time({ nullable: true }),
  }
  await createTable(db, 'consumer_groups', groups, { primaryKey: ['group_name'] })
  const positions = {
    group_name: group,
    topic,
    partition: integer(),
    epoch: integer(),
    seq: integer(),
    ghosts: counter(),
    updated_at: time(),
  }
  await createTable(db, 'consumer_positions', positions, { primaryKey: ['group_name', 'topic', 'partition'] })
  const foreign = { group_name: group, log: text(100), topic, partition: integer(), passed_offset: integer() }
  await createTable(db, 'consumer_foreign', foreign, { primaryKey: ['group_name', 'log', 'partition'] })
  const checkpoints = { group_name: group, positions: longText(), saved: longText(), created_at: time() }
  await createTable(db, 'projection_checkpoints', checkpoints, { primaryKey: ['group_name'] })
}

async function createFailures(db: Migrating): Promise<void> {
  await createTable(db, 'event_failures', {
    id: id(),
    group_name: group,
    topic,
    partition: integer(),
    seq: integer({ nullable: true }),
    key: longKey,
    type: text(64, { nullable: true }),
    state: text(10),
    attempts: integer(),
    next_at: time(),
    error: longText(),
    raw: longText({ nullable: true }),
    failed_at: time(),
    acted_by: text(64, { nullable: true }),
    acted_at: time({ nullable: true }),
  })
  await createIndex(db, 'event_failures', ['group_name', 'topic', 'partition', 'state'])
  await createIndex(db, 'event_failures', ['state', 'next_at'])
}
