import type { RedeemPasswordReset } from '#contract/http/password-resets.ts'
import { forgiveTries } from '#modules/sessions/index.ts'
import { checkPassword, type EndSessions, resetPassword, type User, warnOfWeakPassword } from '#modules/users/index.ts'
import type { Actor } from '#platform/actor.ts'
import { Failure } from '#platform/failure.ts'
import type { House } from '#platform/http/house.ts'
import { tokenHash } from '#platform/secrets.ts'
import { countAttempt, refuseThrottled } from '#platform/throttle.ts'
import { findUserOf } from './find-link.ts'
import {
  findPasswordResetOf,
  lockPasswordReset,
  type PasswordReset,
  useUpPasswordReset,
} from './password-resets-store.ts'

/**
 * Sets the new password, ends every session of the account and uses the link up. Throws reset_link_invalid, 422 for a
 * password that the rules refuse (the link stays good), 429 after many wrong tokens, or overloaded.
 */
export async function redeemPasswordReset(
  house: House,
  actor: Actor,
  { token, password }: RedeemPasswordReset,
  endSessions: EndSessions,
): Promise<void> {
  const { db, clock, passwords, relaxations } = house
  // too short or too long for anybody: said before the link is looked at, as for any other body that makes no sense
  checkPassword('password', password, 'student', true)
  const { reset, user } = await findLive(house, actor, token)
  const weak = checkPassword('password', password, user.role, relaxations.active)
  const hash = await passwords.hash(password)
  await db.inTransaction(async (tx) => {
    const locked = await lockPasswordReset(tx, reset.id)
    // Used, too old or overtaken by another password while the hash was computed.
    if (!locked || !(await findUserOf(tx, house, locked))) throw new Failure('reset_link_invalid')
    const now = clock.now()
    await useUpPasswordReset(tx, reset.id, now)
    const holder = { ...actor, userId: user.id, role: user.role }
    await resetPassword(tx, holder, user.id, { hash, weak, makeOwner: false }, endSessions, now)
    await forgiveTries(tx, house, user.email)
    if (weak) warnOfWeakPassword(tx, house.log, user.id)
  })
}

async function findLive(house: House, actor: Actor, token: string): Promise<{ reset: PasswordReset; user: User }> {
  const { db, clock } = house
  const guesses = [{ key: `reset links from ${actor.address}`, free: 20, windowMs: 60_000 }]
  await refuseThrottled(db.reader, guesses, clock.now())
  const reset = await findPasswordResetOf(db.reader, tokenHash(token))
  const user = reset && (await findUserOf(db.reader, house, reset))
  if (user) return { reset, user }
  await db.inTransaction((tx) => countAttempt(tx, guesses, clock.now()))
  throw new Failure('reset_link_invalid')
}
