import { happened } from '#contract/events/event-type.ts'
import { UserLoggedIn } from '#contract/events/users.ts'
import type { Login } from '#contract/http/sessions.ts'
import { appendEvents } from '#events/index.ts'
import { findUserByEmail, foldEmail, lockUser, passwordTries, renewHash, type User } from '#modules/users/index.ts'
import type { Actor } from '#platform/actor.ts'
import type { Tx } from '#platform/db/database.ts'
import { Failure } from '#platform/failure.ts'
import type { House } from '#platform/http/house.ts'
import { newToken, tokenHash } from '#platform/secrets.ts'
import { forgetAttempts, giveBackAttempt, takeAttempt } from '#platform/throttle.ts'
import { lifeMs } from './session-rules.ts'
import { insertSession } from './sessions-store.ts'

type From = { actor: Actor; agent: string | null }
export type SignedIn = { user: User; token: string; sessionId: number }

/**
 * Signs in by e-mail and password. Unknown names, wrong passwords and disabled accounts get the same 401 after the
 * same work; tries are counted by name and by address before they are made. Throws wrong_credentials, 429 or
 * password_reset_required.
 */
export async function signIn(house: House, { email, password }: Login, from: From): Promise<SignedIn> {
  const keys = {
    name: `sign-in ${house.secrets.keyedDigest('name', foldEmail(email))}`,
    address: `sign-in from ${from.actor.address}`,
  }
  await house.db.inTransaction((tx) => takeTurn(tx, keys, house.clock.now()))
  const user = await findUserByEmail(house.db.reader, email)
  const right = user?.passwordHash
    ? await house.passwords.verify(user.passwordHash, password)
    : await house.passwords.verifyNobody(password)
  if (!right || user?.status !== 'active') throw new Failure('wrong_credentials')
  if (user.passwordIsWeak && !house.relaxations.active) throw new Failure('password_reset_required')
  const freshHash = await renewedHash(house, user, password)
  return house.db.inTransaction(async (tx) => {
    await forgetAttempts(tx, keys.name)
    await giveBackAttempt(tx, keys.address)
    return openSession(tx, user, from, house.clock.now(), freshHash)
  })
}

type Keys = { name: string; address: string }

async function takeTurn(tx: Tx, keys: Keys, now: Date): Promise<void> {
  await takeAttempt(tx, { key: keys.name, ...passwordTries }, now)
  await takeAttempt(tx, { key: keys.address, free: 20, windowMs: 60_000, delaysMs: [60_000] }, now)
}

async function renewedHash({ passwords }: House, user: User, password: string): Promise<string | null> {
  return user.passwordHash && passwords.isOutdated(user.passwordHash) ? passwords.hash(password) : null
}

async function openSession(
  tx: Tx,
  verified: User,
  { actor, agent }: From,
  now: Date,
  freshHash: string | null,
): Promise<SignedIn> {
  const user = await lockUser(tx, verified.id)
  // Disabled, erased or given another password while the hash was computed: what was verified is gone.
  if (user.status !== 'active' || user.passwordHash !== verified.passwordHash) throw new Failure('wrong_credentials')
  if (freshHash) await renewHash(tx, user.id, freshHash)
  const token = newToken()
  const at = now.getTime()
  const session = {
    userId: user.id,
    address: actor.address,
    agent,
    createdAt: at,
    lastSeenAt: at,
    expiresAt: at + lifeMs,
  }
  const sessionId = await insertSession(tx, session, tokenHash(token))
  const signedIn = { ...actor, userId: user.id, role: user.role, sessionId }
  await appendEvents(tx, signedIn, [happened(UserLoggedIn, { user_id: user.id, email: user.email }, now)])
  return { user, token, sessionId }
}
