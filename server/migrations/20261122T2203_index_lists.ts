import type { Kysely } from 'kysely'
import { createIndex } from '#platform/db/create-table.ts'

/** Lists are sorted by every column they show, alone and under each plain filter. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const more = {
    users: [
      ...['age', 'updated_at'].flatMap((sort) => [[sort], ['role', sort], ['status', sort]]),
      ['role', 'status'],
      ['status', 'role'],
    ],
    courses: [['updated_at'], ['status', 'updated_at']],
    messages: [['to_address'], ['subject']],
  }
  for (const [table, indexes] of Object.entries(more))
    for (const columns of indexes) await createIndex(db, table, [...columns, 'id'])
}
