import type { Kysely } from 'kysely'
import { id, integer, longText, text, time } from '#platform/db/columns.ts'
import { createIndex, createTable } from '#platform/db/create-table.ts'

/** What programs may do in somebody's name. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'api_tokens', {
    id: id(),
    user_id: integer({ references: 'users.id' }),
    name: text(100),
    hint: text(20),
    token_hash: text(64, { unique: true }),
    scopes: longText(),
    created_at: time(),
    expires_at: time({ nullable: true }),
    last_used_at: time({ nullable: true }),
    revoked_at: time({ nullable: true }),
  })
  await createIndex(db, 'api_tokens', ['user_id', 'revoked_at'])
}
