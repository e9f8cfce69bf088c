import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { type Kysely, sql } from 'kysely'
import type { Database, Tx } from './database.ts'
import { type AnyRows, keepFound, type Search, searchFor } from './find-words.ts'
import { migrate } from './migrate.ts'
import { addFoundBy, createSearchWords, fold, foldKey, foundBy, writeSearchWords } from './search-words.ts'
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

test('one word that two words of a question begin is enough, and two words that one begins are not', async (t) => {
  const db = await library(t, { 'Пётр Петров': 1, 'Пётр Иванов': 2, 'Иван Петрович': 3, Петра: 4 })
  assert.deepEqual(await found(db, 'п петр петр'), [1, 2, 3, 4])
  assert.deepEqual(await found(db, 'петр иван'), [2, 3])
  assert.deepEqual(await found(db, 'петров иван'), [3])
  assert.deepEqual(await found(db, 'петр ив ан'), [])
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
    await writeNoteWords(tx, 1, ['new', null])
    await writeSearchWords(tx, 'other', 1, ['old'])
  })
  assert.deepEqual(await found(db, 'old'), [])
  assert.deepEqual(await found(db, 'new'), [1])
})

test('a row without words is found by nothing', async (t) => {
  const db = await library(t, { anna: 1, boris: 2 })
  await db.inTransaction((tx) => writeNoteWords(tx, 1, []))
  assert.deepEqual(await found(db, 'anna'), [])
  assert.deepEqual(await found(db, 'boris'), [2])
})

test('a text of many words is kept', async (t) => {
  const text = Array.from({ length: 400 }, (_, n) => `word${n}`).join(' ')
  const db = await library(t, { short: 1 })
  await db.inTransaction((tx) => writeNoteWords(tx, 1, [text]))
  assert.deepEqual(await found(db, 'word399'), [1])
})

test('the words that rows had before they kept them themselves are the same ones', async (t) => {
  const long = Array.from({ length: 400 }, (_, n) => `слово${n}`)
  const db = await library(t, { 'Пётр 100%': 1, [long[0] as string]: 2 }, false)
  await db.inTransaction((tx) => writeSearchWords(tx, 'note', 2, long))
  await migrate(db, { ...libraryMigrations, ...foundByMigration })
  const rows = await db.reader.selectFrom('scratch_notes').select('found_by').orderBy('id').execute()
  const words = rows.map(({ found_by }) => found_by?.split(' ').sort())
  assert.deepEqual(words, [foundBy(['Пётр 100%']).split(' ').sort(), foundBy(long).split(' ').sort()])
})

test('a search reads a range of the index, never the whole table', { skip: fileOnly }, async (t) => {
  const db = await library(t, { any: 1 })
  const search = (await searchFor(db.reader, notes, 'a b')) as Search
  const query = keepFound('sqlite', allNotes(db), search)
  const plan = (await query.explain(undefined, sql`query plan`)).map((row) => String(row['detail']))
  assert.ok(plan.some((line) => /SEARCH search_words .*entity=\? AND word>\? AND word<\?/.test(line)))
  assert.ok(!plan.some((line) => /^SCAN (?!found)/.test(line)), plan.join('\n'))
})

const libraryMigrations = { ...notesMigration, '20260102T0000_search_words': { up: createSearchWords } }
const foundByMigration = {
  '20260103T0000_found_by': { up: (db: Kysely<unknown>) => addFoundBy(db, 'scratch_notes', 'note') },
}

async function library(t: TestContext, notes: Record<string, number>, keepWords = true): Promise<Database> {
  const db = await scratchDatabase(t)
  await migrate(db, keepWords ? { ...libraryMigrations, ...foundByMigration } : libraryMigrations)
  await db.inTransaction(async (tx) => {
    for (const [label, id] of Object.entries(notes).toSorted(([, a], [, b]) => a - b)) {
      await addNote(tx, label)
      await (keepWords ? writeNoteWords(tx, id, [label]) : writeSearchWords(tx, 'note', id, [label]))
    }
  })
  return db
}

async function writeNoteWords(tx: Tx, id: number, texts: (string | null)[]): Promise<void> {
  await writeSearchWords(tx, 'note', id, texts)
  await tx
    .updateTable('scratch_notes')
    .set({ found_by: foundBy(texts) })
    .where('id', '=', id)
    .execute()
}

const notes = { table: 'scratch_notes', entity: 'note' }

/** By all words, by each of them alone, and by no index: always the same. */
async function found(db: Database, q: string): Promise<number[]> {
  const search = await searchFor(db.reader, notes, q)
  const ways = search
    ? [search, ...[[], ...search.words.map((word) => [word])].map((rare) => ({ ...search, rare }))]
    : [undefined]
  const [first = [], ...others] = await Promise.all(ways.map((way) => idsOf(db, way)))
  for (const other of others) assert.deepEqual(other, first, q)
  return first
}

function allNotes(db: Database): AnyRows {
  return db.reader.selectFrom('scratch_notes').select('id') as unknown as AnyRows
}

async function idsOf(db: Database, search: Search | undefined): Promise<number[]> {
  const rows = await (search ? keepFound(db.dialect, allNotes(db), search) : allNotes(db)).orderBy('id').execute()
  return rows.map((row) => (row as { id: number }).id)
}
