import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { insertRow } from './rows.ts'
import { addNote, labels, scratchDatabase } from './testing/scratch.ts'
import { fileOnly } from './testing/test-database.ts'

const unusable: Record<string, unknown> = {
  undefined: undefined,
  'a date': new Date(),
  'not a number': Number.NaN,
  infinity: Number.POSITIVE_INFINITY,
  'an object': { a: 1 },
  'a list': ['a'],
  'a function': () => 'x',
  'a symbol': Symbol('x'),
}

for (const [name, value] of Object.entries(unusable)) {
  test(`${name} is refused as a parameter`, async (t) => {
    const db = await scratchDatabase(t)
    const read = db.reader.executeQuery({ ...sql`select ?`.compile(db.reader), parameters: [value] })
    await assert.rejects(
      read,
      (error) => error instanceof TypeError && error.message.startsWith('SQL parameter 1 cannot be'),
    )
  })
}

const fileAlone = { skip: fileOnly }

test('what a column keeps comes back as it went in', async (t) => {
  const db = await scratchDatabase(t)
  for (const label of ['ё🎓 👩‍👩‍👧', 'a', 'A', 'a ', 'и\u0306', 'й', 'it\'s \\ "q" %_ `b`', '\u2028\ufeff'])
    await db.inTransaction((tx) => insertRow(tx, 'scratch_notes', { label, body: `${label}\n`.repeat(50), weight: -1 }))
  await db.inTransaction((tx) =>
    insertRow(tx, 'scratch_notes', { label: 'big', body: null, weight: Number.MAX_SAFE_INTEGER }),
  )
  const rows = await db.reader.selectFrom('scratch_notes').selectAll().orderBy('id').execute()
  assert.deepEqual(rows.at(-1), { id: 9, label: 'big', body: null, weight: Number.MAX_SAFE_INTEGER })
  for (const { label, body, weight } of rows.slice(0, -1))
    assert.deepEqual([body, weight], [`${label}\n`.repeat(50), -1])
  for (const { id, label } of rows) {
    const found = await db.reader.selectFrom('scratch_notes').select('id').where('label', '=', label).execute()
    assert.deepEqual(found, [{ id }], JSON.stringify(label))
  }
})

test('a bare parameter comes back as it went in', fileAlone, async (t) => {
  const db = await scratchDatabase(t)
  const kept = [null, 'ё🎓', 0, -1.5, Number.MAX_SAFE_INTEGER, new Uint8Array([0, 255])]
  for (const value of kept) {
    const { rows } = await sql<{ value: unknown }>`select ${value} as value`.execute(db.reader)
    assert.deepEqual(rows, [{ value }])
  }
  const { rows } = await sql`select ${true} as yes, ${false} as no, ${5n} as five`.execute(db.reader)
  assert.deepEqual(rows, [{ yes: 1, no: 0, five: 5 }])
})

test('a number that cannot be read exactly is an error, never a wrong number', async (t) => {
  const db = await scratchDatabase(t)
  await assert.rejects(sql`select 9007199254740993 as n`.execute(db.reader), RangeError)
})

test('rows are ordinary objects', async (t) => {
  const db = await scratchDatabase(t)
  await db.inTransaction((tx) => addNote(tx, 'one'))
  const row = await db.reader.selectFrom('scratch_notes').selectAll().executeTakeFirstOrThrow()
  assert.equal(Object.getPrototypeOf(row), Object.prototype)
})

test('a statement sees columns that were added after it was prepared', async (t) => {
  const db = await scratchDatabase(t)
  await db.inTransaction((tx) => addNote(tx, 'one'))
  const read = () => db.reader.selectFrom('scratch_notes').selectAll().execute()
  await read()
  await db.reader.schema.alterTable('scratch_notes').addColumn('colour', 'text').execute()
  assert.deepEqual(await read(), [{ id: 1, label: 'one', body: null, weight: 1, colour: null }])
})

test('a column keeps what it says: kind, length in characters, parents', async (t) => {
  const db = await scratchDatabase(t)
  const set = (values: object) => db.reader.updateTable('scratch_notes').set(values).execute()
  await db.inTransaction((tx) => addNote(tx, '🎓'.repeat(40)))
  await assert.rejects(set({ label: '🎓'.repeat(41) }), /CHECK|too long/)
  await assert.rejects(
    set({ weight: 'heavy' }),
    /cannot store TEXT value in INTEGER column|invalid input syntax for type bigint|Incorrect integer value/,
  )
  await assert.rejects(set({ weight: null }), /NOT NULL|violates not-null|cannot be null/)
})

test('text is compared by code point', async (t) => {
  const db = await scratchDatabase(t)
  const words = ['a', 'A', 'a ', 'б', 'ё', 'Я', '\u{1f393}', '\uffee', 'z']
  await db.inTransaction(async (tx) => {
    for (const word of words) await addNote(tx, word)
  })
  const byCodePoint = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))
  assert.deepEqual(await labels(db), words.toSorted(byCodePoint))
})

test('rows can be read as a stream, in a transaction and outside', async (t) => {
  const db = await scratchDatabase(t)
  await db.inTransaction(async (tx) => {
    for (const label of ['a', 'b', 'c']) await addNote(tx, label)
    const inside = await Array.fromAsync(tx.selectFrom('scratch_notes').select('label').stream(2))
    assert.equal(inside.length, 3)
  })
  const outside = await Array.fromAsync(db.reader.selectFrom('scratch_notes').select('label').orderBy('id').stream(2))
  assert.deepEqual(outside, [{ label: 'a' }, { label: 'b' }, { label: 'c' }])
})
