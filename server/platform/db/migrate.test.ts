import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type TestContext, test } from 'node:test'
import { StartProblem } from '#platform/start-problem.ts'
import { migrate } from './migrate.ts'
import { openDatabase } from './open.ts'
import { startChild } from './testing/child.ts'
import { addNote, notesMigration, scratchDatabase, scratchFolder, urlOf } from './testing/scratch.ts'

const migrator = new URL('./testing/migrator.ts', import.meta.url)
const steps = ['20260102T0000_weigh_notes', '20260103T0000_colour_notes']

test('an empty database gets its tables without a copy, and the next start has nothing to do', async (t) => {
  const db = await openDatabase(urlOf(join(scratchFolder(), 'new.db')))
  t.after(() => db.close())
  assert.deepEqual(await migrate(db, notesMigration), { applied: Object.keys(notesMigration), backup: null })
  assert.deepEqual(await migrate(db, notesMigration), { applied: [], backup: null })
})

test('a database that holds something is copied before it changes', async (t) => {
  const file = await oldDatabase(t)
  const child = startChild(t, migrator, urlOf(file))
  assert.equal(await child.exited(), 0)
  const copy = `${file}.before-${steps[0]}`
  assert.deepEqual(JSON.parse(child.lines.at(-1) as string), { applied: steps, backup: copy })
  assert.deepEqual(shapeOf(copy), old)
  assert.deepEqual(shapeOf(file), migrated)
})

for (const moment of ['inside 1', 'inside 2']) {
  test(`a kill ${moment} leaves the old tables, and the next start brings the new ones`, async (t) => {
    const file = await oldDatabase(t)
    const slow = startChild(t, migrator, urlOf(file), '500')
    await slow.line((line) => line === moment)
    await slow.kill()
    assert.deepEqual(shapeOf(file), old)
    assert.equal(await startChild(t, migrator, urlOf(file)).exited(), 0)
    assert.deepEqual(shapeOf(file), migrated)
    assert.deepEqual(shapeOf(`${file}.before-${steps[0]}`), old)
  })
}

test('of three processes that migrate at once, one does it and all succeed', async (t) => {
  const file = await oldDatabase(t)
  const children = [1, 2, 3].map(() => startChild(t, migrator, urlOf(file), '50'))
  assert.deepEqual(await Promise.all(children.map((child) => child.exited())), [0, 0, 0])
  const reports = children.map((child) => JSON.parse(child.lines.at(-1) as string).applied)
  assert.deepEqual(
    reports.sort((a, b) => b.length - a.length),
    [steps, [], []],
  )
  assert.deepEqual(shapeOf(file), migrated)
  assert.deepEqual(shapeOf(`${file}.before-${steps[0]}`), old)
})

test('a database that a newer program has changed is refused and not touched', async (t) => {
  const file = await oldDatabase(t)
  await startChild(t, migrator, urlOf(file)).exited()
  const db = await openDatabase(urlOf(file))
  t.after(() => db.close())
  const refusal = (error: unknown) => error instanceof StartProblem && error.message.includes(steps[0] as string)
  await assert.rejects(migrate(db, notesMigration), refusal)
  assert.deepEqual(shapeOf(file), migrated)
})

test('a step that fails takes the earlier ones back with it', async (t) => {
  const db = await scratchDatabase(t)
  const broken = {
    ...notesMigration,
    b: { up: (db: any) => db.schema.createTable('half').addColumn('id', 'integer').execute() },
    c: { up: () => Promise.reject(new Error('broken step')) },
  }
  await assert.rejects(migrate(db, broken), /broken step/)
  assert.ok(!shapeOf(db.file as string).tables.includes('half'))
  assert.ok(existsSync(`${db.file}.before-b`))
  assert.deepEqual(
    readdirSync(dirname(db.file as string)).filter((name) => name.endsWith('.partial')),
    [],
  )
})

const own = ['kysely_migration', 'kysely_migration_lock', 'scratch_notes']
const old = { tables: own, colours: [], note: 'kept' }
const migrated = { tables: ['colours', ...own, 'weights'], colours: ['red'], note: 'kept' }

async function oldDatabase(t: TestContext): Promise<string> {
  const db = await scratchDatabase(t)
  await db.inTransaction((tx) => addNote(tx, 'kept'))
  await db.close()
  return db.file as string
}

function shapeOf(file: string) {
  const db = new DatabaseSync(file)
  const tables = db.prepare(
    `select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name`,
  )
  const note = db.prepare('select * from scratch_notes').get()
  const shape = {
    tables: tables.all().map((row) => row['name'] as string),
    colours: note !== undefined && 'colour' in note ? [note['colour']] : [],
    note: note?.['label'],
  }
  db.close()
  return shape
}
