import assert from 'node:assert/strict'
import { test } from 'node:test'
import { forUpdate, insertRow, insertUnlessThere, isUniqueViolation, upsertRow } from './rows.ts'
import { addNote, labels, scratchDatabase } from './testing/scratch.ts'

test('a new row answers with its id, and an id is never given twice', async (t) => {
  const db = await scratchDatabase(t)
  const add = (label: string) => db.inTransaction((tx) => insertRow(tx, 'scratch_notes', { label, body: null }))
  assert.equal(await add('one'), 1)
  assert.equal(await add('two'), 2)
  await db.inTransaction((tx) => tx.deleteFrom('scratch_notes').where('id', '=', 2).execute())
  assert.equal(await add('three'), 3)
})

test('an upsert inserts once and then overwrites only what it names', async (t) => {
  const db = await scratchDatabase(t)
  await db.inTransaction(async (tx) => {
    await upsertRow(tx, 'scratch_notes', { label: 'one', body: 'first', weight: 5 }, ['label'])
    await upsertRow(tx, 'scratch_notes', { label: 'one', body: 'second' }, ['label'])
  })
  const rows = await db.reader.selectFrom('scratch_notes').selectAll().execute()
  assert.deepEqual(rows, [{ id: 1, label: 'one', body: 'second', weight: 5 }])
})

test('a row that is there stays as it is when another comes with its key', async (t) => {
  const db = await scratchDatabase(t)
  await db.inTransaction(async (tx) => {
    assert.equal(await insertUnlessThere(tx, 'scratch_notes', { label: 'one', body: 'first' }, ['label']), true)
    assert.equal(await insertUnlessThere(tx, 'scratch_notes', { label: 'one', body: 'second' }, ['label']), false)
  })
  assert.deepEqual(await db.reader.selectFrom('scratch_notes').select('body').execute(), [{ body: 'first' }])
})

test('a unique violation knows which column it is about', async (t) => {
  const db = await scratchDatabase(t)
  await db.inTransaction((tx) => addNote(tx, 'one'))
  const again = await db.inTransaction((tx) => addNote(tx, 'one')).catch((error: unknown) => error)
  assert.ok(isUniqueViolation(again))
  assert.ok(isUniqueViolation(again, 'label'))
  assert.ok(!isUniqueViolation(again, 'body'))
  const twin = { id: 1, label: 'two', body: null }
  const sameId = await db.inTransaction((tx) => insertRow(tx, 'scratch_notes', twin)).catch((error: unknown) => error)
  assert.ok(isUniqueViolation(sameId, 'id'))
  assert.deepEqual(await labels(db), ['one'])
})

test('other refusals of the database are no unique violations', async (t) => {
  const db = await scratchDatabase(t)
  const tooLong = await db.inTransaction((tx) => addNote(tx, 'x'.repeat(41))).catch((error: unknown) => error)
  assert.ok(tooLong instanceof Error)
  assert.ok(!isUniqueViolation(tooLong))
  assert.ok(!isUniqueViolation('UNIQUE constraint failed: a.label'))
})

test('the words of PostgreSQL and MySQL for a unique violation are understood', () => {
  const detail = 'Key (email_folded)=(a@b.c) already exists.'
  const postgres = Object.assign(new Error('duplicate key value'), { code: '23505', detail })
  const mysql = Object.assign(new Error("Duplicate entry 'a@b.c' for key 'users.users_unique_email_folded'"), {
    errno: 1062,
  })
  for (const error of [postgres, mysql]) {
    assert.ok(isUniqueViolation(error, 'email_folded'))
    assert.ok(!isUniqueViolation(error, 'owner_claim'))
  }
})

test('rows can be read for update', async (t) => {
  const db = await scratchDatabase(t)
  await db.inTransaction(async (tx) => {
    await addNote(tx, 'one')
    const rows = await forUpdate(tx.selectFrom('scratch_notes').select('label')).execute()
    assert.deepEqual(rows, [{ label: 'one' }])
  })
})
