import type { Kysely } from 'kysely'
import { integer, text } from '#platform/db/columns.ts'
import { createTable } from '#platform/db/create-table.ts'

/** The local mode's own key, where no file lies beside the database. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'local_secrets', { id: integer(), secret: text(64) }, { primaryKey: ['id'] })
}
