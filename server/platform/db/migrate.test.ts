import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { type TestContext, test } from 'node:test'
import type { Kysely } from 'kysely'
import { StartProblem } from '#platform/start-problem.ts'
import { migrate, ownTables } from './migrate.ts'
import { openDatabase } from './open.ts'
import { startChild } from './testing/child.ts'
import { addNote, notesMigration, scratchDatabase, scratchUrl, urlOf } from './testing/scratch.ts'
import { fileOnly, testDialect } from './testing/test-database.ts'

const migrator = new URL('./testing/migrator.ts', import.meta.url)
const steps = ['20260102T0000_weigh_notes', '20260103T0000_colour_notes']

test('an empty database gets its tables without a copy, and the next start has nothing to do', async (t) => {
  const db = await openDatabase(await scratchUrl(t))
  t.after(() => db.close())
  assert.deepEqual(await migrate(db, notesMigration), { applied: Object.keys(notesMigration), backup: null })
  assert.deepEqual(await migrate(db, notesMigration), { applied: [], backup: null })
})

test('a database that holds something is changed, and a file is copied before', async (t) => {
  const url = await oldDatabase(t)
  const child = startChild(t, migrator, url)
  assert.equal(await child.exited(), 0)
  const backup = testDialect === 'sqlite' ? copyOf(url) : null
  assert.deepEqual(JSON.parse(child.lines.at(-1) as string), { applied: steps, backup })
  assert.deepEqual(await shapeOf(url), migrated)
  if (backup !== null) assert.deepEqual(await shapeOf(urlOf(backup)), old)
})

for (const moment of ['inside 1', 'inside 2']) {
  test(`after a kill ${moment} the next start brings the new tables, and where it can the old ones are whole`, async (t) => {
    const url = await oldDatabase(t)
    const slow = startChild(t, migrator, url, '500')
    await slow.line((line) => line === moment)
    await slow.kill()
    // MySQL ends a transaction at every change of a table: there the next start completes what is half done
    if (testDialect !== 'mysql') assert.deepEqual(await shapeOf(url), old)
    assert.equal(await startChild(t, migrator, url).exited(), 0)
    assert.deepEqual(await shapeOf(url), migrated)
  })
}

test('of three processes that migrate at once, one does it and all succeed', async (t) => {
  const url = await oldDatabase(t)
  const children = [1, 2, 3].map(() => startChild(t, migrator, url, '50'))
  assert.deepEqual(await Promise.all(children.map((child) => child.exited())), [0, 0, 0])
  const reports = children.map((child) => JSON.parse(child.lines.at(-1) as string).applied)
  assert.deepEqual(
    reports.sort((a, b) => b.length - a.length),
    [steps, [], []],
  )
  assert.deepEqual(await shapeOf(url), migrated)
})

test('a database that a newer program has changed is refused and not touched', async (t) => {
  const url = await oldDatabase(t)
  await startChild(t, migrator, url).exited()
  const db = await openDatabase(url)
  t.after(() => db.close())
  const refusal = (error: unknown) => error instanceof StartProblem && error.message.includes(steps[0] as string)
  await assert.rejects(migrate(db, notesMigration), refusal)
  assert.deepEqual(await shapeOf(url), migrated)
})

const noTransaction = testDialect === 'mysql' && 'MySQL cannot take a new table back'

test('a step that fails takes the earlier ones back with it', { skip: noTransaction }, async (t) => {
  const db = await scratchDatabase(t)
  const half = (made: Kysely<never>) => made.schema.createTable('half').addColumn('id', 'integer').execute()
  const broken = { ...notesMigration, b: { up: half }, c: { up: () => Promise.reject(new Error('broken step')) } }
  await assert.rejects(migrate(db, broken), /broken step/)
  assert.ok(!(await tablesOf(db.reader)).includes('half'))
})

test('a copy before a step that fails stays, and no part of one', { skip: fileOnly }, async (t) => {
  const db = await scratchDatabase(t)
  const broken = { ...notesMigration, b: { up: () => Promise.reject(new Error('broken step')) } }
  await assert.rejects(migrate(db, broken), /broken step/)
  assert.ok(existsSync(`${db.file}.before-b`))
  const parts = readdirSync(dirname(db.file ?? '')).filter((name) => name.endsWith('.partial'))
  assert.deepEqual(parts, [])
})

const own = ['kysely_migration', 'kysely_migration_lock', 'scratch_notes']
const old = { tables: own, colours: [], note: 'kept' }
const migrated = { tables: ['colours', ...own, 'weights'], colours: ['red'], note: 'kept' }

async function oldDatabase(t: TestContext): Promise<string> {
  const url = await scratchUrl(t)
  const db = await openDatabase(url)
  await migrate(db, notesMigration)
  await db.inTransaction((tx) => addNote(tx, 'kept'))
  await db.close()
  return url
}

function copyOf(url: string): string {
  return `${url.slice('sqlite:///'.length)}.before-${steps[0]}`
}

async function shapeOf(url: string) {
  const db = await openDatabase(url)
  try {
    const note = (await db.reader.selectFrom('scratch_notes').selectAll().executeTakeFirst()) as
      | { label: string; colour?: string }
      | undefined
    const colours = note?.colour === undefined ? [] : [note.colour]
    return { tables: await tablesOf(db.reader), colours, note: note?.label }
  } finally {
    // an open connection would keep the process of this file alive for ever
    await db.close()
  }
}

async function tablesOf(reader: Awaited<ReturnType<typeof openDatabase>>['reader']): Promise<string[]> {
  return [...(await ownTables(reader, true))].sort()
}
