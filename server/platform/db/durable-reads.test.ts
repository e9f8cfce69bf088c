import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { type TestContext, test } from 'node:test'
import type { Database } from './database.ts'
import { exactCount } from './exact-count.ts'
import { prepared } from './prepared.ts'
import { addNote, scratchFile } from './testing/scratch.ts'

const countNotes = prepared((db) => db.selectFrom('scratch_notes').select((eb) => eb.fn.countAll<number>().as('count')))
const labelled = prepared((db, { label }: { label: string }) =>
  db.selectFrom('scratch_notes').select('id').where('label', '=', label),
)

test('reads that follow each other see one state, whatever another process writes meanwhile', async (t) => {
  const db = await scratchFile(t)
  const other = otherProcess(t, db)
  const before = await count(db)
  other.add('meanwhile')
  assert.equal(await count(db), before)
  await nextTurn()
  assert.equal(await count(db), before + 1)
})

test('whoever waited for a commit reads it, also while many others commit', async (t) => {
  const db = await scratchFile(t)
  const labels = Array.from({ length: 200 }, (_, n) => `note ${n}`)
  await Promise.all(
    labels.map(async (label) => {
      assert.deepEqual(await labelled(db.reader, { label }), [])
      await db.inTransaction((tx) => addNote(tx, label))
      assert.equal((await labelled(db.reader, { label })).length, 1)
    }),
  )
  assert.ok(db.stats().commits < db.stats().transactions)
})

test('a reader keeps no write-ahead log from being emptied', async (t) => {
  const db = await scratchFile(t)
  await db.inTransaction((tx) => addNote(tx, 'one'))
  await count(db)
  await db.checkpoint()
  const [log] = otherProcess(t, db).db.prepare('pragma wal_checkpoint(passive)').all()
  assert.equal(log?.['log'], 0)
})

test('a count is made once as long as nobody writes, and is never stale', async (t) => {
  const db = await scratchFile(t)
  const other = otherProcess(t, db)
  let made = 0
  const question = {}
  const ask = () =>
    exactCount(db.reader, question, '', () => {
      made++
      return count(db)
    })
  assert.deepEqual([await ask(), await ask(), made], [0, 0, 1])
  await db.inTransaction((tx) => addNote(tx, 'ours'))
  assert.deepEqual([await ask(), await ask(), made], [1, 1, 2])
  await nextTurn()
  other.add('theirs')
  assert.deepEqual([await ask(), await ask(), made], [2, 2, 3])
})

test('a count inside a transaction knows what the transaction has written', async (t) => {
  const db = await scratchFile(t)
  const question = {}
  await db.inTransaction(async (tx) => {
    const ask = () => exactCount(tx, question, '', async () => Number((await countNotes(tx, {}))[0]?.count))
    assert.equal(await ask(), 0)
    await addNote(tx, 'one')
    assert.equal(await ask(), 1)
  })
})

async function count({ reader }: Database): Promise<number> {
  return Number((await countNotes(reader, {}))[0]?.count)
}

/** A connection that knows nothing of ours, as another process has. */
function otherProcess(t: TestContext, { file }: Database) {
  const db = new DatabaseSync(String(file), { timeout: 5000 })
  t.after(() => db.close())
  return { db, add: (label: string) => db.prepare('insert into scratch_notes (label) values (?)').run(label) }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
