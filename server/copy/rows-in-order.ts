import type { Kysely } from 'kysely'
import { beyond } from '#platform/db/beyond.ts'
import { dialectOf } from '#platform/db/dialect-of.ts'
import type { CopiedTable } from './copied-tables.ts'

export type Row = Readonly<Record<string, string | number | null>>
/** The key of the last row read, column by column; null: from the beginning. */
export type Mark = readonly (string | number)[] | null

// biome-ignore lint/suspicious/noExplicitAny: tables are named by the list of copied tables
type AnyTables = Kysely<any>

/** The next rows of a table in the order of its key: text by code point, so the same on every database. */
export async function rowsAfter(
  db: AnyTables,
  { table, key }: CopiedTable,
  after: Mark,
  limit: number,
): Promise<Row[]> {
  let query = db.selectFrom(table).selectAll().limit(limit)
  for (const column of key) query = query.orderBy(column)
  if (after !== null) query = query.where(beyond(dialectOf(db), key, '>', after))
  return (await query.execute()) as Row[]
}

export function markOf({ key }: CopiedTable, row: Row): Mark {
  return key.map((column) => row[column] as string | number)
}
