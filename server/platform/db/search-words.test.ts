import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { sql } from 'kysely'
import type { Database } from './database.ts'
import { migrate } from './migrate.ts'
import { createSearchWords, eraseSearchWords, fold, foldKey, whereWords, writeSearchWords } from './search-words.ts'
import { addNote, notesMigration, scratchDatabase } from './testing/scratch.ts'
import { fileOnly } from './testing/test-database.ts'

test('words are folded: no case, ё is е, signs part them', () => {
  assert.deepEqual(fold('Ёлка, ЁЖ и ёлка: Anna.Petrova@example.org'), [
    'елка',
    'еж',
    'и',
    'anna',
    'petrova',
    'example',
    'org',
  ])
  assert.deepEqual(fold('Й и\u0306'), ['й'], 'composed and decomposed letters are one')
  assert.deepEqual(fold('C++ 2-й курс_1'), ['c', '2', 'й', 'курс', '1'])
  assert.deepEqual(fold(' —!% '), [])
})

test('a very long word is cut between characters', () => {
  const [word = ''] = fold('𝔸'.repeat(100))
  assert.equal([...word].length, 64)
  assert.ok(word.isWellFormed())
})

test('a sort key puts ё beside е and forgets case', () => {
  const names = ['Ель', 'ёж', 'Анна  Б', 'анна А', 'Ехидна']
  assert.deepEqual(
    names.toSorted((a, b) => (foldKey(a) < foldKey(b) ? -1 : 1)),
    ['анна А', 'Анна  Б', 'ёж', 'Ель', 'Ехидна'],
  )
})

test('a row is found by the beginning of any of its words, and only when every word of the question fits', async (t) => {
  const db = await library(t, { 'Алёна Петрова': 1, 'Пётр Алексеев': 2, 'Alyona 100%': 3 })
  assert.deepEqual(await found(db, 'ал'), [1, 2])
  assert.deepEqual(await found(db, 'АЛЕНА'), [1])
  assert.deepEqual(await found(db, 'петр ал'), [1, 2])
  assert.deepEqual(await found(db, 'алек пётр'), [2])
  assert.deepEqual(await found(db, 'тров'), [])
  assert.deepEqual(await found(db, 'ан петр'), [])
})

test('nothing in a question is a wildcard, and a question without words keeps every row', async (t) => {
  const db = await library(t, { abc: 1, '100%': 2 })
  assert.deepEqual(await found(db, '_bc'), [])
  assert.deepEqual(await found(db, '10%'), [2])
  assert.deepEqual(await found(db, '%'), [1, 2])
})

test('writing again replaces the words, and other kinds of rows are not found', async (t) => {
  const db = await library(t, { old: 1 })
  await db.inTransaction(async (tx) => {
    await writeSearchWords(tx, 'note', 1, ['new', null])
    await writeSearchWords(tx, 'other', 1, ['old'])
  })
  assert.deepEqual(await found(db, 'old'), [])
  assert.deepEqual(await found(db, 'new'), [1])
})

test('an erased row is found by nothing', async (t) => {
  const db = await library(t, { anna: 1, boris: 2 })
  await db.inTransaction((tx) => eraseSearchWords(tx, 'note', 1))
  assert.deepEqual(await found(db, 'anna'), [])
  assert.deepEqual(await found(db, 'boris'), [2])
})

test('a text of many words is kept', async (t) => {
  const text = Array.from({ length: 400 }, (_, n) => `word${n}`).join(' ')
  const db = await library(t, { short: 1 })
  await db.inTransaction((tx) => writeSearchWords(tx, 'note', 1, [text]))
  assert.deepEqual(await found(db, 'word399'), [1])
})

test('a search reads a range of the index, never the whole table', { skip: fileOnly }, async (t) => {
  const db = await library(t, { any: 1 })
  const query = whereWords(db.reader.selectFrom('scratch_notes').select('id'), 'note', 'scratch_notes.id', 'a b')
  const plan = (await query.explain(undefined, sql`query plan`)).map((row) => String(row['detail']))
  assert.equal(plan.filter((line) => /SEARCH search_words .*entity=\? AND word>\? AND word<\?/.test(line)).length, 2)
  // `found` is what the two ranges gave
  assert.ok(!plan.some((line) => /^SCAN (?!found)/.test(line)), plan.join('\n'))
})

async function library(t: TestContext, notes: Record<string, number>): Promise<Database> {
  const db = await scratchDatabase(t)
  await migrate(db, { ...notesMigration, '20260102T0000_search_words': { up: createSearchWords } })
  await db.inTransaction(async (tx) => {
    for (const [label, id] of Object.entries(notes).toSorted(([, a], [, b]) => a - b)) {
      await addNote(tx, label)
      await writeSearchWords(tx, 'note', id, [label])
    }
  })
  return db
}

async function found(db: Database, q: string): Promise<number[]> {
  const all = db.reader.selectFrom('scratch_notes').select('id').orderBy('id')
  return (await whereWords(all, 'note', 'scratch_notes.id', q).execute()).map((row) => row.id)
}
