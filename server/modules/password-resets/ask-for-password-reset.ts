import { setTimeout as pause } from 'node:timers/promises'
import { happened } from '#contract/events/event-type.ts'
import { UserPasswordResetRequested } from '#contract/events/users.ts'
import { appendEvents } from '#events/index.ts'
import { findUserByEmail, foldEmail, lockUser } from '#modules/users/index.ts'
import type { Actor } from '#platform/actor.ts'
import type { Tx } from '#platform/db/database.ts'
import type { House } from '#platform/http/house.ts'
import { reach } from '#platform/http/session-guard.ts'
import { newToken, tokenHash } from '#platform/secrets.ts'
import { refuseThrottled, takeAttempt } from '#platform/throttle.ts'
import { lifeMs } from './password-resets-rules.ts'
import { insertPasswordReset } from './password-resets-store.ts'
import { passwordDigestOf, tokenOf } from './reset-token.ts'

/** Every answer takes at least this long, so that its time does not tell whether a letter was written. */
const evenMs = 300

/**
 * Prepares a link for an active account with this address; for any other does nothing, in the same time. Unknown
 * addresses are counted like known ones. Throws 429.
 */
export async function askForPasswordReset(house: House, actor: Actor, email: string): Promise<void> {
  const even = pause(evenMs)
  await ask(house, actor, email)
  await even
}

async function ask(house: House, actor: Actor, email: string): Promise<void> {
  const { db, clock, secrets } = house
  const byName = { key: `reset of ${secrets.keyedDigest('name', foldEmail(email))}`, free: 5, windowMs: 3_600_000 }
  const byAddress = { key: `resets from ${actor.address}`, free: 30, windowMs: 3_600_000 }
  // Who invites a whole team asks for many links from one place.
  const rules = reach(actor, 'settings.read') === 'all' ? [byName] : [byName, byAddress]
  await refuseThrottled(db.reader, rules, clock.now())
  const user = await findUserByEmail(db.reader, email)
  await db.inTransaction(async (tx) => {
    for (const rule of rules) await takeAttempt(tx, rule, clock.now())
    if (user) await open(tx, house, actor, user.id)
  })
}

async function open(tx: Tx, { clock, secrets }: House, actor: Actor, userId: number): Promise<void> {
  const user = await lockUser(tx, userId)
  if (user.status !== 'active') return
  const now = clock.now()
  const nonce = newToken()
  const reset = {
    user_id: user.id,
    nonce,
    token_hash: tokenHash(tokenOf(secrets, nonce)),
    password_digest: passwordDigestOf(secrets, user),
    created_at: now.getTime(),
    expires_at: now.getTime() + lifeMs,
  }
  const id = await insertPasswordReset(tx, reset)
  await appendEvents(tx, actor, [happened(UserPasswordResetRequested, { user_id: user.id, reset_id: id }, now)])
}
