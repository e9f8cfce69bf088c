import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { Kysely } from 'kysely'
import { facetsOf } from './count-facets.ts'
import type { Database, Reader } from './database.ts'
import { searchFor } from './find-words.ts'
import { migrate } from './migrate.ts'
import { byId, pagesOf } from './read-page.ts'
import { addFoundBy, createSearchWords, fold, foundBy } from './search-words.ts'
import { makeCommon } from './testing/make-common.ts'
import { notesMigration, numbered, scratchDatabase } from './testing/scratch.ts'

const count = 1_500
/** More rows than are near the beginning of an order have «школа»; «последний» stand at its end only. */
const labelOf = (n: number) =>
  `школа ${n % 3 ? 'группа' : 'кружок'} ${String(n).padStart(4, '0')} ${n >= count - 7 ? 'последний' : ''}`
const questions = ['школа', 'гру шко', 'последний', 'кружок последний', 'школа нигде', 'шко 0012', 'шко школа']

const narrow = (db: Reader, { weight }: { weight: number | undefined }) => {
  const notes = db.selectFrom('scratch_notes')
  return weight === undefined ? notes : notes.where('weight', '=', weight)
}
const sorts = {
  ...byId,
  label: { column: 'label', keeps: 'text' },
  weight: { column: 'weight', keeps: 'integer' },
} as const
const words = { table: 'scratch_notes', entity: 'note', columns: ['id', 'label', 'weight'] }
const columns = { weight: { column: 'weight', few: true } } as const
const pages = pagesOf(sorts, narrow, columns, words)
const facets = facetsOf(narrow, columns, words)

test('words that very many rows have find the same rows, in the same order and number, as any others', async (t) => {
  const db = await school(t)
  const before = await everyAnswer(db)
  await db.inTransaction((tx) => makeCommon(tx, 'note', ['школа', 'группа', 'кружок', 'последний']))
  for (const q of questions) assert.equal((await searchFor(db.reader, words, q))?.rare[0], rareIn(q), q)
  assert.deepEqual(await everyAnswer(db), before)
})

function rareIn(q: string): string | undefined {
  return ['нигде', '0012'].find((word) => q.includes(word))
}

async function everyAnswer({ reader }: Database): Promise<Record<string, unknown>> {
  const answers: Record<string, unknown> = {}
  for (const q of questions)
    for (const weight of [undefined, 2]) {
      const question = { filter: { weight }, q }
      answers[`${q} ${weight} facet`] = await facets(reader, ['weight'], question)
      for (const sort of ['id', '-label', 'weight', '-weight'])
        for (const page of [...skips, { by: 'cursor', after: null, limit: 5 }] as const)
          answers[`${q} ${weight} ${sort} ${JSON.stringify(page)}`] = await walk(reader, { ...question, sort, page })
    }
  return answers
}

const skips = [0, 3, 700, 1_490].map((skip) => ({ by: 'skip' as const, skip, limit: 5 }))

/** A page, and the one behind it when it goes by cursor. */
async function walk(reader: Reader, wish: Parameters<typeof pages>[1]) {
  const first = await pages(reader, wish)
  if (wish.page.by === 'skip' || !first.last) return [seen(first)]
  return [seen(first), seen(await pages(reader, { ...wish, page: { by: 'cursor', after: first.last, limit: 5 } }))]
}

function seen({ rows, total, last }: Awaited<ReturnType<typeof pages>>) {
  return { rows: rows.map(({ id, label, weight }) => `${id} ${label} ${weight}`), total, last }
}

async function school(t: TestContext): Promise<Database> {
  const db = await scratchDatabase(t)
  const up = (any: Kysely<unknown>) => addFoundBy(any, 'scratch_notes', 'note')
  await migrate(db, {
    ...notesMigration,
    '20260102T0000_search_words': { up: createSearchWords },
    '20260103T0000_found_by': { up },
  })
  await db.inTransaction(async (tx) => {
    for (let from = 0; from < count; from += 500) {
      const notes = numbered(500).map((n) => noteOf(from + n))
      await tx.insertInto('scratch_notes').values(notes).execute()
      const words = notes.flatMap(({ id, label }) =>
        fold(label).map((word) => ({ entity: 'note', word, entity_id: id })),
      )
      await tx.insertInto('search_words').values(words).execute()
    }
  })
  return db
}

function noteOf(n: number) {
  const label = labelOf(n)
  return { id: n + 1, label, body: null, weight: n % 2 ? 1 : 2, found_by: foundBy([label]) }
}
