import { sql } from 'kysely'
import type { Tables, Tx } from './database.ts'
import { dialectOf } from './dialect-of.ts'

/**
 * After rows with ids of their own: the next generated one follows the highest. SQLite and MySQL see to it themselves.
 * An id that was given once is never given again, so the counter never goes back.
 */
export async function continueCounter(tx: Tx, table: keyof Tables & string, column = 'id'): Promise<void> {
  if (dialectOf(tx) !== 'postgres') return
  await sql`select setval(pg_get_serial_sequence(${table}, ${column}),
    greatest((select coalesce(max(${sql.ref(column)}), 1) from ${sql.table(table)}),
             nextval(pg_get_serial_sequence(${table}, ${column})) - 1, 1))`.execute(tx)
}
