import type { Kysely } from 'kysely'
import { integer, text, time } from '#platform/db/columns.ts'
import { createTable } from '#platform/db/create-table.ts'

/** One row, or none as long as nobody has changed anything. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const columns = { id: integer(), name: text(60), locale: text(2), updated_at: time(), version: integer() }
  await createTable(db, 'school_settings', columns, { primaryKey: ['id'] })
}
