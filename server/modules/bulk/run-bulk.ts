import { setTimeout as pause } from 'node:timers/promises'
import { findAccount } from '#modules/users/index.ts'
import type { Actor } from '#platform/actor.ts'
import type { Tx } from '#platform/db/database.ts'
import { Failure } from '#platform/failure.ts'
import { etagOf } from '#platform/http/etag.ts'
import type { House } from '#platform/http/house.ts'
import { kindOf, lockRow } from './bulk-kinds.ts'
import {
  type Bulk,
  finishBulk,
  type Item,
  lockBulk,
  nextChunk,
  type Outcome,
  type Refused,
  saveOutcome,
} from './bulk-store.ts'

/** Milliseconds between two chunks at most: as long as the last one took, others have the database for themselves. */
const longestRestMs = 100

/**
 * Does what is left of a bulk change, chunk by chunk, each in a transaction of its own with everything that tells of it:
 * a crash loses and repeats nothing, and any process may go on with it.
 */
export async function runBulk(house: House, id: number, stopping: () => boolean): Promise<void> {
  for (;;) {
    const started = performance.now()
    const more = await house.db.inTransaction((tx) => runChunk(tx, id, house.clock.now()))
    if (!more || stopping()) return
    await pause(Math.min(longestRestMs, performance.now() - started))
  }
}

/** False: it is finished. */
async function runChunk(tx: Tx, id: number, now: Date): Promise<boolean> {
  const bulk = await lockBulk(tx, id)
  if (!bulk || bulk.finishedAt !== null) return false
  const chunk = await nextChunk(tx, id)
  if (chunk) await saveOutcome(tx, id, chunk.n, await changeRows(tx, bulk, chunk.items, now))
  if (chunk && (await nextChunk(tx, id))) return true
  await finishBulk(tx, id, now)
  return false
}

async function changeRows(tx: Tx, bulk: Bulk, items: readonly Item[], now: Date): Promise<Outcome> {
  const actor = await actorOf(tx, bulk)
  const changed: Item[] = []
  const refused: Refused[] = []
  for (const item of items) {
    try {
      const done = await changeRow(tx, actor, bulk, item, now)
      if (done) changed.push(done)
    } catch (error) {
      // Rules refuse before anything is written; whatever else is thrown ends the whole chunk.
      if (!(error instanceof Failure) || error.status >= 500) throw error
      refused.push([item[0], error.code, error.facts])
    }
  }
  return { changed, unchanged: items.length - changed.length - refused.length, refused }
}

/** The row as it can be taken back; null: it was as wished already. */
async function changeRow(tx: Tx, actor: Actor | null, bulk: Bulk, item: Item, now: Date): Promise<Item | null> {
  const [id, version, formerRole] = item
  if (!actor) throw new Failure('forbidden')
  if (bulk.entity === 'user' && id === actor.userId) throw new Failure('own_account')
  const before = await lockRow(tx, bulk.entity, id)
  const expected = version === undefined ? null : [etagOf(version)]
  const wish = { id, role: formerRole ?? bulk.role, expected }
  const after = await kindOf(bulk.entity, bulk.change).run(tx, actor, wish, now)
  if (after.version === before.version) return null
  return before.role === undefined ? [id, after.version] : [id, after.version, before.role]
}

/** Who wished it, as they stand now: rights that were taken away meanwhile end it. */
async function actorOf(tx: Tx, bulk: Bulk): Promise<Actor | null> {
  const account = await findAccount(tx, bulk.actorId)
  if (!account?.active) return null
  const { actorId: userId, requestId, address, sessionId } = bulk
  return { userId, role: account.role, requestId, address, ...(sessionId !== null && { sessionId }) }
}
