import type { InsertObject, SelectQueryBuilder } from 'kysely'
import type { Reader, Tables, Tx } from './database.ts'
import { dialectOf } from './dialect-of.ts'
import { preparedForms } from './prepared.ts'
import { isUniqueViolation } from './unique-violation.ts'

export { isUniqueViolation } from './unique-violation.ts'

type Table = keyof Tables & string
type Values<T extends Table> = InsertObject<Tables, T>
/** Kysely's builders lose their types when the table is not known yet; the signatures below keep what callers see. */
// biome-ignore lint/suspicious/noExplicitAny: see above
type Untyped = any

/** Inserts one row into a table with an `id` and returns the new id. Throws a unique violation (see `isUniqueViolation`). */
export async function insertRow<T extends Table>(tx: Tx, table: T, values: Values<T>): Promise<number> {
  if (dialectOf(tx) === 'mysql') return Number((await inserting(tx, table, values).executeTakeFirstOrThrow()).insertId)
  const [row] = await insertReturningId(tx, values, table)
  return (row as { id: number }).id
}

const insertReturningId = preparedForms((db, values: Untyped, table: Table) =>
  inserting(db, table, values).returning('id'),
)

function inserting(db: Reader, table: Table, values: Untyped): Untyped {
  return (db as Untyped).insertInto(table).values(values)
}

/** Inserts the row, or overwrites the columns given here of the row that has the same `key` (a primary or unique key). */
export async function upsertRow<T extends Table>(
  tx: Tx,
  table: T,
  values: Values<T>,
  key: readonly string[],
): Promise<void> {
  const insert = inserting(tx, table, values)
  const rest = Object.fromEntries(Object.entries(values).filter(([column]) => !key.includes(column)))
  if (dialectOf(tx) === 'mysql') await insert.onDuplicateKeyUpdate(rest).execute()
  else await insert.onConflict((on: Untyped) => on.columns(key).doUpdateSet(rest)).execute()
}

/** Inserts the row unless one with the same `key` is there (on a database server: waits for who is inserting it); whether it did. */
export async function insertUnlessThere<T extends Table>(
  tx: Tx,
  table: T,
  values: Values<T>,
  key: readonly string[],
): Promise<boolean> {
  const insert = inserting(tx, table, values)
  if (dialectOf(tx) === 'mysql') return insertedOnMysql(insert)
  const kept = insert.onConflict((on: Untyped) => on.columns(key).doNothing())
  return (await kept.executeTakeFirstOrThrow()).numInsertedOrUpdatedRows > 0n
}

/** MySQL's `insert ignore` would also ignore a text that is too long or a parent that is missing. */
async function insertedOnMysql(insert: Untyped): Promise<boolean> {
  try {
    await insert.execute()
    return true
  } catch (error) {
    if (isUniqueViolation(error)) return false
    throw error
  }
}

/** Locks the rows it finds until the transaction ends. On SQLite the dialect leaves it out: a transaction holds the only write lock. */
export function forUpdate<DB, TB extends keyof DB, O>(
  query: SelectQueryBuilder<DB, TB, O>,
): SelectQueryBuilder<DB, TB, O> {
  return query.forUpdate()
}
