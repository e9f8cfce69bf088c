import { type Kysely, sql } from 'kysely'
import { longText, text } from '#platform/db/columns.ts'
import { createTable } from '#platform/db/create-table.ts'
import type { Tx } from '#platform/db/database.ts'
import { unfinishedCopyTable } from '#platform/db/migrate.ts'
import type { Mark } from './rows-in-order.ts'

/** In the target while the copy is unfinished: which log is copied, and how far each table has come. */
// biome-ignore lint/suspicious/noExplicitAny: the table exists only here
type AnyTables = Kysely<any>

const table = unfinishedCopyTable
const sourceRow = 'source'

export async function beginProgress(db: AnyTables, instanceId: string): Promise<void> {
  await createTable(db, table, { name: text(64), mark: longText() }, { primaryKey: ['name'] })
  await db.insertInto(table).values({ name: sourceRow, mark: instanceId }).execute()
}

/** The log whose copy was begun here; undefined: none was. */
export async function copiedLog(db: AnyTables): Promise<string | undefined> {
  return (await readMark(db, sourceRow)) ?? undefined
}

/** undefined: nothing of the table has been copied yet. */
export async function progressOf(db: AnyTables, name: string): Promise<Mark | undefined> {
  const mark = await readMark(db, name)
  return mark === null ? undefined : (JSON.parse(mark) as Mark)
}

/** In the transaction that writes the rows. */
export async function noteProgress(tx: Tx, name: string, mark: Mark): Promise<void> {
  const any = tx as unknown as AnyTables
  await any.deleteFrom(table).where('name', '=', name).execute()
  await any
    .insertInto(table)
    .values({ name, mark: JSON.stringify(mark) })
    .execute()
}

export async function endProgress(db: AnyTables): Promise<void> {
  await sql`drop table ${sql.table(table)}`.execute(db)
}

async function readMark(db: AnyTables, name: string): Promise<string | null> {
  const row = await db.selectFrom(table).select('mark').where('name', '=', name).executeTakeFirst()
  return row === undefined ? null : (row.mark as string)
}
