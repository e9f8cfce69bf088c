import type { Kysely } from 'kysely'
import { integer, text, time } from '#platform/db/columns.ts'
import { createTable } from '#platform/db/create-table.ts'

/** Which rows of the original service have come over, so that a second import changes nothing. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const columns = { entity: text(20), legacy_id: integer(), imported_at: time() }
  await createTable(db, 'legacy_imports', columns, { primaryKey: ['entity', 'legacy_id'] })
}
