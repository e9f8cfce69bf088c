import type { Tx } from '#platform/db/database.ts'
import { forUpdate, insertUnlessThere, upsertRow } from '#platform/db/rows.ts'
import { Failure } from './failure.ts'

declare module '#platform/db/database.ts' {
  interface Tables {
    throttles: ThrottlesTable
  }
}

type ThrottlesTable = {
  /** What is counted and for whom; a digest where the name is personal. */
  key: string
  attempts: number
  last_at: number
  blocked_until: number
}

/** After `free` attempts within `windowMs` each further one waits: the delays in turn, the last one again and again. */
export type ThrottleRule = { key: string; free: number; windowMs: number; delaysMs: readonly number[] }

/**
 * Counts an attempt before it is made, so that many at once cannot all slip through; a success gives it back.
 * A delay, never a lock. Throws 429 with the seconds to wait; a refused attempt is not counted.
 */
export async function takeAttempt(tx: Tx, rule: ThrottleRule, now: Date): Promise<void> {
  const at = now.getTime()
  const row = (await lockRow(tx, rule.key)) ?? (await createRow(tx, rule.key, at))
  const wait = waitLeft(row, rule, at)
  if (wait > 0) throw new Failure('too_many_requests', { retry_after: Math.ceil(wait / 1000) })
  const attempts = isRemembered(row, rule, at) ? row.attempts + 1 : 1
  const next = { key: rule.key, attempts, last_at: at, blocked_until: at + delayOf(rule, attempts) }
  await upsertRow(tx, 'throttles', next, ['key'])
}

/** Locked until the transaction ends: attempts of several processes are counted one after another. */
function lockRow(tx: Tx, key: string): Promise<ThrottlesTable | undefined> {
  return forUpdate(tx.selectFrom('throttles').selectAll().where('key', '=', key)).executeTakeFirst()
}

/** Of several first attempts at once, one creates the row and the others wait for it. */
async function createRow(tx: Tx, key: string, at: number): Promise<ThrottlesTable> {
  const blank = { key, attempts: 0, last_at: at, blocked_until: 0 }
  await insertUnlessThere(tx, 'throttles', blank, ['key'])
  return (await lockRow(tx, key)) ?? blank
}

export async function forgetAttempts(tx: Tx, key: string): Promise<void> {
  await tx.deleteFrom('throttles').where('key', '=', key).execute()
}

/** Gives back one attempt that turned out well; what others have spent stays spent. */
export async function giveBackAttempt(tx: Tx, key: string): Promise<void> {
  const less = tx.updateTable('throttles').set((eb) => ({ attempts: eb('attempts', '-', 1), blocked_until: 0 }))
  await less.where('key', '=', key).where('attempts', '>', 0).execute()
}

/** Removes what no rule remembers any more. */
export async function trimThrottles(tx: Tx, now: Date): Promise<void> {
  await tx
    .deleteFrom('throttles')
    .where('last_at', '<', now.getTime() - 24 * 3_600_000)
    .execute()
}

function delayOf({ free, delaysMs }: ThrottleRule, attempts: number): number {
  return attempts < free ? 0 : (delaysMs[Math.min(attempts - free, delaysMs.length - 1)] ?? 0)
}

/** A clock that was set back must not turn a delay into a lock: no wait is longer than the longest delay. */
function waitLeft(row: ThrottlesTable, rule: ThrottleRule, at: number): number {
  const left = row.blocked_until - at
  return left > Math.max(...rule.delaysMs) ? 0 : left
}

function isRemembered(row: ThrottlesTable, rule: ThrottleRule, at: number): boolean {
  return at - Math.max(row.last_at, row.blocked_until) < rule.windowMs
}
