import type { Reader, Tx } from '#platform/db/database.ts'
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
  /** Of the newest attempt; of the first one in its window where the rule has no delays. */
  last_at: number
  blocked_until: number
}

/**
 * With `delaysMs`: after `free` attempts, each less than `windowMs` after the one before, every further one waits: the
 * delays in turn, the last one again and again. Without: `free` attempts in a window, which begins with the first of
 * them; then until its end none.
 */
export type ThrottleRule = { key: string; free: number; windowMs: number; delaysMs?: readonly number[] }

/** Throws 429 with the seconds to wait when one of the rules has no attempt left. */
export async function refuseThrottled(reader: Reader, rules: readonly ThrottleRule[], now: Date): Promise<void> {
  const keys = rules.map(({ key }) => key)
  const rows = await reader.selectFrom('throttles').selectAll().where('key', 'in', keys).execute()
  for (const rule of rules) {
    const row = rows.find(({ key }) => key === rule.key)
    if (row) refuseWhileBlocked(row, rule, now.getTime())
  }
}

/** Counts an attempt that was made, by every rule, whatever else was counted meanwhile. A delay, never a lock. */
export async function countAttempt(tx: Tx, rules: readonly ThrottleRule[], now: Date): Promise<void> {
  for (const rule of rules) await raise(tx, rule, await lockOrCreate(tx, rule.key, now.getTime()), now.getTime())
}

/** Counts an attempt before it is made. Throws 429; a refused attempt is not counted. */
export async function takeAttempt(tx: Tx, rule: ThrottleRule, now: Date): Promise<void> {
  const row = await lockOrCreate(tx, rule.key, now.getTime())
  refuseWhileBlocked(row, rule, now.getTime())
  await raise(tx, rule, row, now.getTime())
}

/** Locked until the transaction ends: attempts of several processes are counted one after another. */
async function lockOrCreate(tx: Tx, key: string, at: number): Promise<ThrottlesTable> {
  return (await lockRow(tx, key)) ?? createRow(tx, key, at)
}

function lockRow(tx: Tx, key: string): Promise<ThrottlesTable | undefined> {
  return forUpdate(tx.selectFrom('throttles').selectAll().where('key', '=', key)).executeTakeFirst()
}

/** Of several first attempts at once, one creates the row and the others wait for it. */
async function createRow(tx: Tx, key: string, at: number): Promise<ThrottlesTable> {
  const blank = { key, attempts: 0, last_at: at, blocked_until: 0 }
  await insertUnlessThere(tx, 'throttles', blank, ['key'])
  return (await lockRow(tx, key)) ?? blank
}

async function raise(tx: Tx, rule: ThrottleRule, row: ThrottlesTable, at: number): Promise<void> {
  const next = rule.delaysMs ? delayed(row, rule, rule.delaysMs, at) : windowed(row, rule, at)
  await upsertRow(tx, 'throttles', { key: rule.key, ...next }, ['key'])
}

type Counted = Omit<ThrottlesTable, 'key'>

function delayed(
  row: ThrottlesTable,
  { free, windowMs }: ThrottleRule,
  delays: readonly number[],
  at: number,
): Counted {
  const isRemembered = at - Math.max(row.last_at, row.blocked_until) < windowMs
  const attempts = isRemembered ? row.attempts + 1 : 1
  const delay = attempts < free ? 0 : (delays[Math.min(attempts - free, delays.length - 1)] ?? 0)
  return { attempts, last_at: at, blocked_until: at + delay }
}

/** A window that would begin in the future was counted by a clock that has been set back since: it is over. */
function windowed(row: ThrottlesTable, { free, windowMs }: ThrottleRule, at: number): Counted {
  const isOpen = row.last_at <= at && at < row.last_at + windowMs
  const attempts = isOpen ? row.attempts + 1 : 1
  const start = isOpen ? row.last_at : at
  return { attempts, last_at: start, blocked_until: attempts < free ? 0 : start + windowMs }
}

/** A clock that was set back must not turn a delay into a lock: no wait is longer than the longest one of the rule. */
function refuseWhileBlocked(row: ThrottlesTable, { windowMs, delaysMs }: ThrottleRule, at: number): void {
  const left = row.blocked_until - at
  if (left > 0 && left <= Math.max(...(delaysMs ?? [windowMs])))
    throw new Failure('too_many_requests', { retry_after: Math.ceil(left / 1000) })
}

export async function forgetAttempts(tx: Tx, key: string): Promise<void> {
  await tx.deleteFrom('throttles').where('key', '=', key).execute()
}

/** Removes what no rule remembers any more. */
export async function trimThrottles(tx: Tx, now: Date): Promise<void> {
  await tx
    .deleteFrom('throttles')
    .where('last_at', '<', now.getTime() - 24 * 3_600_000)
    .execute()
}
