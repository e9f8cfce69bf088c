import type { Kysely } from 'kysely'
import { id, integer, text, time } from '#platform/db/columns.ts'
import { createIndex, createTable } from '#platform/db/create-table.ts'

/** Who asked for a new password, and whether the link was used. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'password_resets', {
    id: id(),
    user_id: integer({ references: 'users.id' }),
    nonce: text(64),
    token_hash: text(64, { unique: true }),
    password_digest: text(64),
    created_at: time(),
    expires_at: time(),
    used_at: time({ nullable: true }),
  })
  await createIndex(db, 'password_resets', ['user_id'])
  await createIndex(db, 'password_resets', ['expires_at'])
}
