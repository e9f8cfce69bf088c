import { type Consumer, forgetSettledFailures, trimEvents } from '#events/index.ts'
import { trimApiTokens } from '#modules/api-tokens/index.ts'
import { trimBulkChanges } from '#modules/bulk/index.ts'
import { trimPasswordResets } from '#modules/password-resets/index.ts'
import { trimSessions } from '#modules/sessions/index.ts'
import type { House } from '#platform/http/house.ts'
import { trimIdempotencyKeys } from '#platform/http/once.ts'
import { trimThrottles } from '#platform/throttle.ts'

const everyMs = 10 * 60_000
const dayMs = 24 * 3_600_000

/** Removes what nothing needs any more: old keys, throttles, dead sessions, events past their keeping. */
export function startHousekeeping(house: House, consumers: readonly Consumer[]): { stop(): void } {
  const timer = setInterval(
    () => void tidy(house, consumers).catch((err: unknown) => house.log.warn({ err }, 'уборка не удалась')),
    everyMs,
  )
  timer.unref()
  return { stop: () => clearInterval(timer) }
}

/** One round of it. */
export async function tidy({ db, clock, config }: House, consumers: readonly Consumer[]): Promise<void> {
  const now = clock.now()
  await db.inTransaction((tx) => trimIdempotencyKeys(tx, now))
  await db.inTransaction((tx) => trimThrottles(tx, now))
  await db.inTransaction((tx) => trimSessions(tx, now))
  await db.inTransaction((tx) => trimBulkChanges(tx, now))
  await db.inTransaction((tx) => trimPasswordResets(tx, now))
  await db.inTransaction((tx) => trimApiTokens(tx, now))
  if (config.retentionDays === null) return
  const before = new Date(now.getTime() - config.retentionDays * dayMs)
  await trimEvents(db, consumers, before, now, config.kafka !== null)
  await db.inTransaction((tx) => forgetSettledFailures(tx, before))
}
