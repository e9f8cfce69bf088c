import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type { Kysely } from 'kysely'
import { CourseCreated } from '#contract/events/courses.ts'
import { type Happened, happened } from '#contract/events/event-type.ts'
import { UserCreated } from '#contract/events/users.ts'
import { type Actor, systemActor } from '#platform/actor.ts'
import { id, integer, text } from '#platform/db/columns.ts'
import { createTable } from '#platform/db/create-table.ts'
import type { Database, Reader, Tx } from '#platform/db/database.ts'
import { migrate } from '#platform/db/migrate.ts'
import { openDatabase } from '#platform/db/open.ts'
import { createTestDatabase, testDialect } from '#platform/db/testing/test-database.ts'
import { appendEvents } from './append.ts'
import { type Consumer, effect } from './consumer.ts'
import type { AnyDelivered } from './delivered.ts'
import { createEventTables } from './events-migration.ts'
import { ensureLog } from './identity.ts'
import { fileOwnerLeases } from './leases/file-owner-leases.ts'
import type { Leases } from './leases/lease.ts'
import { sharedLeases } from './leases/shared-leases.ts'
import { startNumberer } from './numberer.ts'
import { hasUnnumbered } from './numbering.ts'
import { type Runner, type RunnerOptions, startRunner } from './runner/runner.ts'
import { embeddedSource } from './transports/embedded.ts'
import { createKafkaTables } from './transports/kafka/kafka-tables.ts'

// For tests only: a log in a real database of its own.

const migrations = {
  '20261122T1200_create_events': { up: createEventTables },
  '20261122T1200_create_kafka_tables': { up: createKafkaTables },
  '20261122T1201_create_test_tables': { up: createTestTables },
}

async function createTestTables(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'test_effects', { id: id(), group_name: text(64), key: text(64), event: text(200) })
  await createTable(db, 'test_counts', { key: text(64), count: integer() }, { primaryKey: ['key'] })
}

export type TestLog = {
  database: Database
  url: string
  instanceId: string
  /** Last added, first closed. */
  closing: (() => Promise<unknown>)[]
}

export async function openTestLog(t: TestContext): Promise<TestLog> {
  const { url, remove } = await newHome()
  const log = await openLog(url)
  t.after(async () => {
    for (const close of log.closing.reverse()) await close()
    await remove()
  })
  return log
}

async function newHome(): Promise<{ url: string; remove(): Promise<unknown> }> {
  if (testDialect !== 'sqlite') {
    const { url, drop } = await createTestDatabase()
    return { url, remove: drop }
  }
  const folder = await mkdtemp(join(tmpdir(), 'crm-events-'))
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 5 })
  return { url: `sqlite:///${join(folder, 'crm.db')}`, remove }
}

export async function openLog(url: string): Promise<TestLog> {
  const database = await openDatabase(url)
  await migrate(database, migrations)
  const { instanceId } = await database.inTransaction((tx) => ensureLog(tx, new Date()))
  const numberer = startNumberer(database, instanceId, (error) => console.error(error))
  return { database, url, instanceId, closing: [() => database.close(), () => numberer.stop()] }
}

/** Short waits, so that a failure goes through all its stages within a second. */
export const hurried = { netMs: 25, inPlaceMs: [1, 1, 1], parkedMs: [20, 20, 20, 20] }

export async function runConsumers(
  log: TestLog,
  consumers: readonly Consumer[],
  options: Partial<RunnerOptions> = {},
): Promise<Runner> {
  const { database, instanceId } = log
  const runner = await startRunner({
    database,
    source: embeddedSource(database, instanceId),
    leases: leasesOn(database),
    consumers,
    settings: hurried,
    ...options,
  })
  log.closing.push(() => runner.stop())
  return runner
}

/** As the server chooses them: on a database server a replay relies on them to meet no effect half-way. */
function leasesOn(database: Database): Leases {
  return database.dialect === 'sqlite' ? fileOwnerLeases(database, 'test') : sharedLeases(database, randomUUID())
}

/** Resolves when the events have their numbers. */
export async function append(log: TestLog, events: Happened[], actor: Actor = systemActor('test')): Promise<void> {
  await log.database.inTransaction((tx) => appendEvents(tx, actor, events))
  await numbered(log.database.reader)
}

/** Waits until nothing is without a number; at once on SQLite, where numbers come with the commit. */
export async function numbered(reader: Reader): Promise<void> {
  if (testDialect !== 'sqlite') await until(async () => !(await hasUnnumbered(reader)), 'the numbers')
}

export function courseCreated(id: number, title = 'Курс', at = new Date()): Happened {
  return happened(CourseCreated, { course_id: id, title, price: 5000, created_by: 1 }, at)
}

export function userCreated(id: number, name = 'Иван', at = new Date()): Happened {
  return happened(UserCreated, { user_id: id, email: `u${id}@example.com`, name, age: 25, is_admin: false }, at)
}

/** Milliseconds. On a server every statement is a round trip, and the tests of other files share it. */
const patience = testDialect === 'sqlite' ? 10_000 : 60_000

/** Waits until it holds, or fails after `limitMs`. */
export async function until(holds: () => boolean | Promise<boolean>, what: string, limitMs = patience): Promise<void> {
  const giveUp = performance.now() + limitMs
  while (!(await holds())) {
    if (performance.now() > giveUp) throw new Error(`waited in vain for: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

type Effects = { test_effects: { group_name: string; key: string; event: string } }

/** Writes one row per effect: what ran twice is there twice, what was rolled back is not there. */
export async function writeEffect(tx: Tx, group: string, event: AnyDelivered): Promise<void> {
  const row = { group_name: group, key: event.key, event: event.id }
  await (tx as unknown as Kysely<Effects>).insertInto('test_effects').values(row).execute()
}

/** The ids of the events whose effects are in the database, in the order in which they came. */
export async function effectsOf(reader: Reader, group: string, key?: string): Promise<string[]> {
  let query = (reader as unknown as Kysely<Effects & { test_effects: { id: number } }>)
    .selectFrom('test_effects')
    .select('event')
    .where('group_name', '=', group)
    .orderBy('id')
  if (key !== undefined) query = query.where('key', '=', key)
  return (await query.execute()).map((row) => row.event)
}

/** A consumer of everything that writes its effects; `trouble` may throw first. */
export function recording(group: string, trouble: (event: AnyDelivered) => void = () => {}): Consumer {
  return effect({
    group,
    on: 'all',
    from: 'earliest',
    async handle(event, tx) {
      await writeEffect(tx, group, event)
      trouble(event)
    },
  })
}

/** The ids of all events of the log in the order of their numbers. */
export async function eventIds(reader: Reader, key?: string): Promise<string[]> {
  let query = reader.selectFrom('events').select('id').orderBy('seq')
  if (key !== undefined) query = query.where('key', '=', key)
  return (await query.execute()).map((row) => row.id)
}
