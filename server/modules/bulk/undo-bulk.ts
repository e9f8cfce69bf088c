import type { Actor } from '#platform/actor.ts'
import type { Reader } from '#platform/db/database.ts'
import { Failure } from '#platform/failure.ts'
import { kindOf, versionsOf } from './bulk-kinds.ts'
import { type Bulk, findBulk, type Item, listChanged } from './bulk-store.ts'

/** As long as ⌘Z takes something back. */
const undoableMs = 10 * 60_000
const atOnce = 500
const mostNamed = 100

/** One's own bulk change; somebody else's is told of to nobody. */
export async function getOwnBulk(reader: Reader, actor: Actor, id: number): Promise<Bulk> {
  const bulk = await findBulk(reader, id)
  if (!bulk || bulk.actorId !== actor.userId) throw new Failure('bulk_not_found')
  return bulk
}

/** Until when it can be taken back, in epoch milliseconds; null: not at all, or not yet. */
export function undoableUntil({ entity, change, changed, finishedAt }: Bulk): number | null {
  const canGoBack = changed > 0 && kindOf(entity, change).inverse !== undefined
  return finishedAt === null || !canGoBack ? null : finishedAt + undoableMs
}

export type Undo = { readonly change: string; readonly items: readonly Item[] }

/**
 * What takes a bulk change back: the inverse of each row it changed, on the very version it left. Throws undo_refused,
 * and undo_conflict with the rows that were changed since, unless those are to stay as they are.
 */
export async function planUndo(reader: Reader, bulk: Bulk, leaveNewer: boolean, now: Date): Promise<Undo> {
  const until = undoableUntil(bulk)
  const change = kindOf(bulk.entity, bulk.change).inverse
  if (until === null || change === undefined || now.getTime() > until) throw new Failure('undo_refused')
  const items = await listChanged(reader, bulk.id)
  const newer = await changedSince(reader, bulk, items)
  if (newer.length > 0 && !leaveNewer)
    throw new Failure('undo_conflict', { count: newer.length, ids: newer.slice(0, mostNamed) })
  const stay = new Set(newer)
  return { change, items: items.filter(([id]) => !stay.has(id)) }
}

async function changedSince(reader: Reader, { entity }: Bulk, items: readonly Item[]): Promise<number[]> {
  const newer: number[] = []
  for (let at = 0; at < items.length; at += atOnce) {
    const some = items.slice(at, at + atOnce)
    const versions = await versionsOf(
      reader,
      entity,
      some.map(([id]) => id),
    )
    newer.push(...some.filter(([id, version]) => versions.get(id) !== version).map(([id]) => id))
  }
  return newer
}
