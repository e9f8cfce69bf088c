import type { Kysely } from 'kysely'
import { counter, id, integer, longText, text, time } from '#platform/db/columns.ts'
import { createIndex, createTable } from '#platform/db/create-table.ts'

/** Changes of many rows at once: what was wished, how far it has come, and what was done with each row. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'bulk_changes', {
    id: id(),
    actor_id: integer(),
    entity: text(20),
    change_name: text(20),
    role: text(20, { nullable: true }),
    request_id: text(64),
    address: text(64, { nullable: true }),
    session_id: integer({ nullable: true }),
    total: integer(),
    changed: counter(),
    unchanged: counter(),
    refused: counter(),
    created_at: time(),
    finished_at: time({ nullable: true }),
  })
  await createIndex(db, 'bulk_changes', ['finished_at'])
  const chunk = { bulk_id: integer(), n: integer(), items: longText(), outcome: longText({ nullable: true }) }
  await createTable(db, 'bulk_chunks', { ...chunk, refused: counter() }, { primaryKey: ['bulk_id', 'n'] })
}
