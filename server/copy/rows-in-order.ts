import { type Kysely, sql } from 'kysely'
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
  if (after !== null) query = query.where(beyond(key, after))
  return (await query.execute()) as Row[]
}

export function markOf({ key }: CopiedTable, row: Row): Mark {
  return key.map((column) => row[column] as string | number)
}

/** Written out, because MySQL scans the whole index for `(a, b) > (1, 2)`. */
function beyond([column = '', ...rest]: readonly string[], [value, ...values]: readonly (string | number)[]) {
  const here = sql.ref(column)
  if (rest.length === 0) return sql<boolean>`${here} > ${value}`
  const inside: ReturnType<typeof sql<boolean>> = beyond(rest, values)
  return sql<boolean>`(${here} >= ${value} and (${here} > ${value} or ${inside}))`
}
