import { type ExpressionBuilder, type Kysely, type SelectQueryBuilder, sql } from 'kysely'
import { integer, text } from './columns.ts'
import { createIndex, createTable } from './create-table.ts'
import type { Tx } from './database.ts'
import { fold, WORD_LENGTH } from './folding.ts'
import { preparedForms } from './prepared.ts'

export { fold, foldKey } from './folding.ts'

declare module '#platform/db/database.ts' {
  interface Tables {
    search_words: { entity: string; word: string; entity_id: number }
  }
}

/** The migration piece: the table of folded words by which rows of every entity are found. */
export async function createSearchWords(db: Kysely<unknown>): Promise<void> {
  const columns = { entity: text(40), word: text(WORD_LENGTH), entity_id: integer() }
  await createTable(db, 'search_words', columns, { primaryKey: ['entity', 'word', 'entity_id'], clustered: true })
  await createIndex(db, 'search_words', ['entity', 'entity_id'])
}

/** Replaces the words by which a row is found; call it in the transaction that writes the row, with all its searchable texts. */
export async function writeSearchWords(
  tx: Tx,
  entity: string,
  id: number,
  texts: readonly (string | null)[],
): Promise<void> {
  await tx.deleteFrom('search_words').where('entity', '=', entity).where('entity_id', '=', id).execute()
  await addSearchWords(tx, entity, id, texts)
}

/** The same for a row that is new and has no words yet. */
export async function addSearchWords(
  tx: Tx,
  entity: string,
  id: number,
  texts: readonly (string | null)[],
): Promise<void> {
  const words = fold(texts.join(' '))
  // a few at a time: every database bounds the parameters of one statement
  for (let at = 0; at < words.length; at += 100) {
    const some = words.slice(at, at + 100)
    await insertWords(tx, { entity, id, ...some }, some.length)
  }
}

type Words = { entity: string; id: number; [place: number]: string }

const insertWords = preparedForms((db, { entity, id, ...words }: Words, count: number) => {
  const rows = Array.from({ length: count }, (_, at) => ({ entity, word: words[at] as string, entity_id: id }))
  return db.insertInto('search_words').values(rows)
})

/** Keeps the rows in which every word of `q` begins some word; a `q` without letters and digits keeps all. `id` names the row's id. */
export function whereWords<DB, TB extends keyof DB, O>(
  query: SelectQueryBuilder<DB, TB, O>,
  entity: string,
  id: string,
  q: string,
): SelectQueryBuilder<DB, TB, O> {
  return query.where((eb) => matchesWords(eb, entity, id, q))
}

/**
 * The same as a condition of its own. Ranges by code point, no LIKE: nothing in `q` is a wildcard, and the index serves
 * it, one range for each word. Who has all of them is found among the words alone, before any row is looked at: a planner
 * that does not know which words come together would else walk all rows.
 */
export function matchesWords<DB, TB extends keyof DB>(
  eb: ExpressionBuilder<DB, TB>,
  entity: string,
  id: string,
  q: string,
) {
  const words = fold(q)
  if (words.length === 0) return eb.and([])
  const found = words.map((word) => idsWith(entity, word))
  const all =
    found.length === 1
      ? found[0]
      : sql`select entity_id from (${sql.join(found, sql` union all `)}) as found
          group by entity_id having count(*) = ${sql.lit(found.length)}`
  return sql<boolean>`${sql.ref(id)} in (${all})`
}

function idsWith(entity: string, word: string) {
  const end = `${word}\u{10ffff}`
  return sql`select distinct entity_id from search_words where entity = ${entity} and word >= ${word} and word < ${end}`
}

/** Whether `whereWords` keeps only what it finds. */
export function namesWords(q: string): boolean {
  return fold(q).length > 0
}

/** An erased row must not be found by what it said. */
export async function eraseSearchWords(tx: Tx, entity: string, id: number): Promise<void> {
  await writeSearchWords(tx, entity, id, [])
}
