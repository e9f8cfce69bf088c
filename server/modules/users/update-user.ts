import type { UpdateUser } from '#contract/http/users.ts'
import { appendEvents } from '#events/index.ts'
import type { Actor } from '#platform/actor.ts'
import { Failure, invalidField } from '#platform/failure.ts'
import { checkVersion } from '#platform/http/etag.ts'
import type { House } from '#platform/http/house.ts'
import { checkPassword, warnOfWeakPassword } from './check-password.ts'
import type { EndSessions } from './end-sessions.ts'
import { proveCurrentPassword } from './own-password.ts'
import { requireOn } from './user-rights.ts'
import { changePassword, changeProfile, type Decision, type User } from './users-rules.ts'
import { findUser, lockUser, saveUser } from './users-store.ts'

type NewPassword = { hash: string; weak: boolean; replaces: string | null }

/** Name, age, language of an account the actor may change; the password only of one's own, with the current one. */
export async function updateUser(
  house: House,
  actor: Actor,
  id: number,
  change: UpdateUser,
  expected: readonly string[] | null,
  endSessions: EndSessions,
): Promise<User> {
  const seen = await findUser(house.db.reader, id)
  if (!seen) throw new Failure('user_not_found')
  requireOn(actor, 'users.update', seen)
  const password = change.password === undefined ? null : await preparePassword(house, actor, seen, change)
  return house.db.inTransaction(async (tx) => {
    const before = await lockUser(tx, id)
    requireOn(actor, 'users.update', before)
    checkVersion(expected, before.version)
    const { user, happened } = decide(before, change, password, house.clock.now())
    if (happened.length === 0) return before
    await saveUser(tx, user)
    await appendEvents(tx, actor, happened)
    if (password) await endSessions(tx, id, house.clock.now(), actor.sessionId)
    if (password?.weak) warnOfWeakPassword(tx, house.log, id)
    return user
  })
}

async function preparePassword(house: House, actor: Actor, user: User, change: UpdateUser): Promise<NewPassword> {
  if (actor.userId !== user.id) throw new Failure('forbidden')
  const { password = '', current_password: current } = change
  if (current === undefined) throw invalidField('current_password', 'current_password')
  const weak = checkPassword('password', password, user.role, house.relaxations.active)
  await proveCurrentPassword(house, user, current)
  return { hash: await house.passwords.hash(password), weak, replaces: user.passwordHash }
}

/** One version for the whole change, one event for each thing that happened. */
function decide(before: User, change: UpdateUser, password: NewPassword | null, now: Date): Decision {
  const profile = changeProfile(before, profileOf(change), now)
  if (!password) return profile
  // Somebody changed it between the proof and the lock: the proof is worth nothing any more.
  if (before.passwordHash !== password.replaces) throw new Failure('wrong_password')
  const secret = changePassword(profile.user, password.hash, password.weak, now)
  return { user: { ...secret.user, version: before.version + 1 }, happened: [...profile.happened, ...secret.happened] }
}

function profileOf({ name, age, locale }: UpdateUser) {
  return {
    ...(name !== undefined && { name }),
    ...(age !== undefined && { age }),
    ...(locale !== undefined && { locale }),
  }
}
