import { sql } from 'kysely'
import type { Tx } from '../database.ts'
import { manyRows } from '../find-words.ts'
import { addSearchWords } from '../search-words.ts'

const first = 10_000_000

/** As if very many more rows had these words; no list shows them, since there are none. */
export async function makeCommon(tx: Tx, entity: string, words: readonly string[]): Promise<void> {
  await addSearchWords(tx, entity, first, words)
  for (let there = 1; there < manyRows; there *= 2)
    await sql`insert into search_words (entity, word, entity_id) select entity, word, entity_id + ${sql.lit(there)}
      from search_words where entity = ${entity} and entity_id >= ${sql.lit(first)}`.execute(tx)
}
