import type { Generated } from 'kysely'
import type { ErrorCode } from '#contract/errors.ts'
import type { Role } from '#contract/rights.ts'
import type { Reader, Tx } from '#platform/db/database.ts'
import { forUpdate, insertRow } from '#platform/db/rows.ts'
import type { Facts } from '#platform/failure.ts'

declare module '#platform/db/database.ts' {
  interface Tables {
    bulk_changes: BulkChangesTable
    bulk_chunks: BulkChunksTable
  }
}

type BulkChangesTable = {
  id: Generated<number>
  actor_id: number
  entity: Entity
  change_name: string
  /** For a change of roles: the new one; null in an undo, where each row has its own. */
  role: Role | null
  request_id: string
  /** Where the wish came from, for the audit trail of every row. */
  address: string | null
  session_id: number | null
  total: number
  changed: Generated<number>
  unchanged: Generated<number>
  refused: Generated<number>
  created_at: number
  finished_at: number | null
}

type BulkChunksTable = {
  bulk_id: number
  n: number
  /** JSON: `Item[]`. */
  items: string
  /** JSON: `Outcome`; null until it is done. */
  outcome: string | null
  refused: Generated<number>
}

export type Entity = 'user' | 'course'
/** A row, with the version it must have and the role it shall get back where the change is an undo. */
export type Item = readonly [id: number, version?: number, role?: Role]
export type Refused = readonly [id: number, code: ErrorCode, facts: Facts]
/** What was done with the rows of a chunk: those that changed with the version they got and the role they had. */
export type Outcome = {
  readonly changed: readonly Item[]
  readonly unchanged: number
  readonly refused: readonly Refused[]
}

export type Bulk = {
  readonly id: number
  readonly actorId: number
  readonly entity: Entity
  readonly change: string
  readonly role: Role | null
  readonly requestId: string
  readonly address: string | null
  readonly sessionId: number | null
  readonly total: number
  readonly changed: number
  readonly unchanged: number
  readonly refused: number
  readonly createdAt: number
  readonly finishedAt: number | null
}
type NewBulk = Omit<Bulk, 'id' | 'changed' | 'unchanged' | 'refused' | 'finishedAt' | 'total'>

/** Rows of one transaction: others wait for as long as they take, some milliseconds. */
const chunkSize = 50

export async function insertBulk(tx: Tx, bulk: NewBulk, items: readonly Item[]): Promise<number> {
  const id = await insertRow(tx, 'bulk_changes', {
    actor_id: bulk.actorId,
    entity: bulk.entity,
    change_name: bulk.change,
    role: bulk.role,
    request_id: bulk.requestId,
    address: bulk.address,
    session_id: bulk.sessionId,
    total: items.length,
    created_at: bulk.createdAt,
    finished_at: items.length === 0 ? bulk.createdAt : null,
  })
  const chunks = Array.from({ length: Math.ceil(items.length / chunkSize) }, (_, n) => ({
    bulk_id: id,
    n,
    items: JSON.stringify(items.slice(n * chunkSize, (n + 1) * chunkSize)),
    outcome: null,
  }))
  for (let at = 0; at < chunks.length; at += 100)
    await tx
      .insertInto('bulk_chunks')
      .values(chunks.slice(at, at + 100))
      .execute()
  return id
}

export async function findBulk(reader: Reader, id: number): Promise<Bulk | undefined> {
  const row = await reader.selectFrom('bulk_changes').selectAll().where('id', '=', id).executeTakeFirst()
  return row && bulkOf(row)
}

/** Locked until the transaction ends: one chunk of it at a time, whoever works on it. */
export async function lockBulk(tx: Tx, id: number): Promise<Bulk | undefined> {
  const row = await forUpdate(tx.selectFrom('bulk_changes').selectAll().where('id', '=', id)).executeTakeFirst()
  return row && bulkOf(row)
}

/** With as many rows as are done. */
export async function listUnfinished(reader: Reader): Promise<{ id: number; done: number }[]> {
  const rows = await reader
    .selectFrom('bulk_changes')
    .select(['id', 'changed', 'unchanged', 'refused'])
    .where('finished_at', 'is', null)
    .execute()
  return rows.map(({ id, changed, unchanged, refused }) => ({ id, done: changed + unchanged + refused }))
}

export type Chunk = { readonly n: number; readonly items: readonly Item[] }

export async function nextChunk(tx: Tx, id: number): Promise<Chunk | undefined> {
  const open = tx.selectFrom('bulk_chunks').select(['n', 'items']).where('bulk_id', '=', id)
  const row = await open.where('outcome', 'is', null).orderBy('n').limit(1).executeTakeFirst()
  return row && { n: row.n, items: JSON.parse(row.items) as Item[] }
}

export async function saveOutcome(tx: Tx, id: number, n: number, outcome: Outcome): Promise<void> {
  const { changed, unchanged, refused } = outcome
  await tx
    .updateTable('bulk_chunks')
    .set({ outcome: JSON.stringify(outcome), refused: refused.length })
    .where('bulk_id', '=', id)
    .where('n', '=', n)
    .execute()
  await tx
    .updateTable('bulk_changes')
    .set((eb) => ({
      changed: eb('changed', '+', changed.length),
      unchanged: eb('unchanged', '+', unchanged),
      refused: eb('refused', '+', refused.length),
    }))
    .where('id', '=', id)
    .execute()
}

export async function finishBulk(tx: Tx, id: number, now: Date): Promise<void> {
  await tx.updateTable('bulk_changes').set({ finished_at: now.getTime() }).where('id', '=', id).execute()
}

/** The first refused rows, at most `limit`. */
export async function listRefused(reader: Reader, id: number, limit: number): Promise<Refused[]> {
  const chunks = reader.selectFrom('bulk_chunks').select('outcome').where('bulk_id', '=', id).where('refused', '>', 0)
  const rows = await chunks.orderBy('n').limit(limit).execute()
  return rows.flatMap(({ outcome }) => outcomeOf(outcome).refused).slice(0, limit)
}

/** Every row that was changed, with what it needs to go back. */
export async function listChanged(reader: Reader, id: number): Promise<Item[]> {
  const chunks = reader.selectFrom('bulk_chunks').select('outcome').where('bulk_id', '=', id)
  const rows = await chunks.orderBy('n').execute()
  return rows.flatMap(({ outcome }) => outcomeOf(outcome).changed)
}

function outcomeOf(outcome: string | null): Outcome {
  return outcome === null ? { changed: [], unchanged: 0, refused: [] } : (JSON.parse(outcome) as Outcome)
}

type Row = Omit<BulkChangesTable, 'id' | 'changed' | 'unchanged' | 'refused'> &
  Record<'id' | 'changed' | 'unchanged' | 'refused', number>

function bulkOf(row: Row): Bulk {
  return {
    id: row.id,
    actorId: row.actor_id,
    entity: row.entity,
    change: row.change_name,
    role: row.role,
    requestId: row.request_id,
    address: row.address,
    sessionId: row.session_id,
    total: row.total,
    changed: row.changed,
    unchanged: row.unchanged,
    refused: row.refused,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  }
}
