import { type Kysely, sql } from 'kysely'
import { integer, longText, text } from './columns.ts'
import { addColumn, createIndex, createTable } from './create-table.ts'
import type { Tx } from './database.ts'
import { dialectOf } from './dialect-of.ts'
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

/**
 * The migration piece: every row of a table keeps its own words beside it (see `foundBy`), for questions in words that
 * nearly every row has.
 */
export async function addFoundBy(db: Kysely<unknown>, table: string, entity: string): Promise<void> {
  await addColumn(db, table, 'found_by', longText({ nullable: true }))
  // MySQL's usual bound of 1024 would cut them off
  if (dialectOf(db) === 'mysql') await sql`set session group_concat_max_len = 1000000`.execute(db)
  await sql`update ${sql.table(table)} set found_by = (select ${sql.raw(allWords[dialectOf(db)])} from search_words
    where entity = ${entity} and entity_id = ${sql.ref(`${table}.id`)})`.execute(db)
}

const allWords = {
  sqlite: `group_concat(' ' || word, '')`,
  postgres: `string_agg(' ' || word, '')`,
  mysql: `group_concat(concat(' ', word) separator '')`,
}

/** What the row itself keeps in `found_by`: its words, each behind a space. */
export function foundBy(texts: readonly (string | null)[]): string {
  return fold(texts.join(' '))
    .map((word) => ` ${word}`)
    .join('')
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
