import assert from 'node:assert/strict'
import { test } from 'node:test'
import { prepared } from './prepared.ts'
import { addNote, scratchDatabase } from './testing/scratch.ts'

const heavierThan = prepared((db, given: { label: string; weight: number }) =>
  db
    .selectFrom('scratch_notes')
    .select(['label', 'weight'])
    .where('label', '=', given.label)
    .where('weight', '>', given.weight)
    .where('body', 'is', null),
)

test('a prepared query takes new values each time, in a transaction and outside', async (t) => {
  const db = await scratchDatabase(t)
  await db.inTransaction(async (tx) => {
    await addNote(tx, 'one')
    assert.deepEqual(await heavierThan(tx, { label: 'one', weight: 0 }), [{ label: 'one', weight: 1 }])
    assert.deepEqual(await heavierThan(db.reader, { label: 'one', weight: 0 }), [])
  })
  assert.deepEqual(await heavierThan(db.reader, { label: 'one', weight: 0 }), [{ label: 'one', weight: 1 }])
  assert.deepEqual(await heavierThan(db.reader, { label: 'one', weight: 1 }), [])
  assert.deepEqual(await heavierThan(db.reader, { label: 'two', weight: 0 }), [])
})

test('a query is built only once', async (t) => {
  const db = await scratchDatabase(t)
  let built = 0
  const all = prepared((reader) => {
    built++
    return reader.selectFrom('scratch_notes').select('id')
  })
  await all(db.reader, {})
  await all(db.reader, {})
  assert.equal(built, 1)
})
