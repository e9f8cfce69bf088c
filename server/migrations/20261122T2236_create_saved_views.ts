import type { Kysely } from 'kysely'
import { id, integer, longText, text, time } from '#platform/db/columns.ts'
import { createIndex, createTable } from '#platform/db/create-table.ts'

/** Addresses of lists that somebody wants to find again. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'saved_views', {
    id: id(),
    list: text(20),
    title: text(60),
    address: longText(),
    shared: integer(),
    user_id: integer({ references: 'users.id' }),
    created_at: time(),
    updated_at: time(),
    version: integer(),
  })
  await createIndex(db, 'saved_views', ['list', 'user_id'])
  await createIndex(db, 'saved_views', ['list', 'shared'])
  await createIndex(db, 'saved_views', ['user_id'])
}
