import { happened } from '#contract/events/event-type.ts'
import { UserLoggedIn } from '#contract/events/users.ts'
import type { Login } from '#contract/http/sessions.ts'
import { appendEvents } from '#events/index.ts'
import {
  findUserByEmail,
  foldEmail,
  lockUser,
  renewHash,
  triesOf,
  tryPassword,
  type User,
} from '#modules/users/index.ts'
import type { Actor } from '#platform/actor.ts'
import type { Tx } from '#platform/db/database.ts'
import { Failure } from '#platform/failure.ts'
import type { House } from '#platform/http/house.ts'
import { newToken, tokenHash } from '#platform/secrets.ts'
import { forgetAttempts } from '#platform/throttle.ts'
import { lifeMs } from './session-rules.ts'
import { insertSession } from './sessions-store.ts'

type From = { actor: Actor; agent: string | null }
export type SignedIn = { user: User; token: string; sessionId: number }

/**
 * Signs in by e-mail and password. Unknown names, wrong passwords and disabled accounts get the same 401 after the
 * same work; failures are counted by name and by address. Throws wrong_credentials, 429, password_reset_required or
 * overloaded.
 */
export async function signIn(house: House, { email, password }: Login, from: From): Promise<SignedIn> {
  const name = triesOf(nameKey(house, email))
  const address = { key: `sign-in from ${from.actor.address}`, free: 20, windowMs: 60_000 }
  const user = await findUserByEmail(house.db.reader, email)
  const right = await tryPassword(house, user, password, [name, address])
  if (!right || !user) throw new Failure('wrong_credentials')
  if (user.passwordIsWeak && !house.relaxations.active) throw new Failure('password_reset_required')
  const freshHash = await renewedHash(house, user, password)
  return house.db.inTransaction(async (tx) => {
    await forgetAttempts(tx, name.key)
    return openSession(tx, user, from, house.clock.now(), freshHash)
  })
}

/** Whoever has just proved in another way who they are need not wait for what was tried before. */
export function forgiveTries(tx: Tx, house: House, email: string): Promise<void> {
  return forgetAttempts(tx, nameKey(house, email))
}

function nameKey({ secrets }: House, email: string): string {
  return `sign-in ${secrets.keyedDigest('name', foldEmail(email))}`
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
  if (user.status !== 'active' || hasOtherPassword(user, verified)) throw new Failure('wrong_credentials')
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

/** Another hash of the same version is the same password, renewed by a sign-in beside this one. */
function hasOtherPassword(user: User, verified: User): boolean {
  return user.passwordHash !== verified.passwordHash && user.version !== verified.version
}
