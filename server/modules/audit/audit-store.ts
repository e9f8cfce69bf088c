import type { Generated, Selectable } from 'kysely'
import type { Reader, Tx } from '#platform/db/database.ts'
import { prepared } from '#platform/db/prepared.ts'
import { insertRow } from '#platform/db/rows.ts'
import type { AuditFacts } from './audit-chain.ts'

declare module '#platform/db/database.ts' {
  interface Tables {
    audit_entries: AuditEntriesTable
  }
}

type AuditEntriesTable = AuditFacts & {
  id: Generated<number>
  /** JSON; null once blanked, and the salt with it. */
  personal: string | null
  salt: string | null
  hash: string
}
export type AuditRow = Selectable<AuditEntriesTable>
export type ChainHead = { position: number; hash: string }

export async function findHead(reader: Reader, topic: string, partition: number): Promise<ChainHead | undefined> {
  const [head] = await headOfChain(reader, { topic, partition })
  return head
}

const headOfChain = prepared((db, { topic, partition }: { topic: string; partition: number }) =>
  db
    .selectFrom('audit_entries')
    .select(['position', 'hash'])
    .where('topic', '=', topic)
    .where('partition', '=', partition)
    .orderBy('position', 'desc')
    .limit(1),
)

/** Number of the newest event that has an entry there; 0 when none has. */
export async function findLastSeq(reader: Reader, topic: string, partition: number): Promise<number> {
  const row = await reader
    .selectFrom('audit_entries')
    .select((eb) => eb.fn.max('seq').as('seq'))
    .where('topic', '=', topic)
    .where('partition', '=', partition)
    .executeTakeFirst()
  return row?.seq ?? 0
}

export async function insertEntry(tx: Tx, entry: Omit<AuditRow, 'id'>): Promise<void> {
  await insertRow(tx, 'audit_entries', entry)
}

export function listChains(reader: Reader): Promise<{ topic: string; partition: number }[]> {
  const chains = reader.selectFrom('audit_entries').select(['topic', 'partition']).distinct()
  return chains.orderBy('topic').orderBy('partition').execute()
}

/** The next entries of a chain after a position. */
export function readChain(
  reader: Reader,
  chain: { topic: string; partition: number },
  after: number,
  limit: number,
): Promise<AuditRow[]> {
  const rows = reader
    .selectFrom('audit_entries')
    .selectAll()
    .where('topic', '=', chain.topic)
    .where('partition', '=', chain.partition)
  return rows.where('position', '>', after).orderBy('position').limit(limit).execute()
}

export async function findAuditEntry(reader: Reader, id: number): Promise<AuditRow | undefined> {
  return reader.selectFrom('audit_entries').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The latest entries about these objects (`user/7`), newest first. */
export async function findAuditAbout(reader: Reader, objects: readonly string[], limit: number): Promise<AuditRow[]> {
  const found = await Promise.all(objects.map((object) => entriesAbout(reader, { object, limit })))
  return found
    .flat()
    .sort((a, b) => b.id - a.id)
    .slice(0, limit)
}

const entriesAbout = prepared((db, { object, limit }: { object: string; limit: number }) =>
  db.selectFrom('audit_entries').selectAll().where('object', '=', object).orderBy('id', 'desc').limit(limit),
)

/** What a person did and what was done to their account, oldest first. */
export function listEntriesOf(reader: Reader, userId: number, object: string): Promise<AuditRow[]> {
  const rows = reader.selectFrom('audit_entries').selectAll()
  return rows
    .where((eb) => eb.or([eb('actor_id', '=', userId), eb('object', '=', object)]))
    .orderBy('id')
    .execute()
}

/** Blanks the personal part where the person acted or was acted on. */
export async function blankEntries(tx: Tx, userId: number, object: string): Promise<void> {
  const entries = tx.updateTable('audit_entries').set({ personal: null, salt: null })
  await entries.where('actor_id', '=', userId).execute()
  await entries.where('object', '=', object).execute()
}
