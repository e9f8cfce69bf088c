import { appendEvents } from '#events/index.ts'
import type { Actor } from '#platform/actor.ts'
import type { Tx } from '#platform/db/database.ts'
import type { EndSessions } from './end-sessions.ts'
import { changePassword, changeRole, type Decision, enable, type User } from './users-rules.ts'
import { countOtherOwners, lockUser, saveUser } from './users-store.ts'

/** `makeOwner`: also gives the account the role of an owner who can sign in. */
export type PasswordReset = { readonly hash: string; readonly weak: boolean; readonly makeOwner: boolean }

/**
 * An operator sets a new password without knowing the old one; whoever is signed in with it is signed out.
 * Throws user_not_found, user_erased.
 */
export async function resetPassword(
  tx: Tx,
  actor: Actor,
  id: number,
  reset: PasswordReset,
  endSessions: EndSessions,
  now: Date,
): Promise<User> {
  const before = await lockUser(tx, id)
  const otherOwners = await countOtherOwners(tx, before)
  const { user, happened } = decide(before, reset, otherOwners, now)
  await saveUser(tx, user)
  await appendEvents(tx, actor, happened)
  await endSessions(tx, id, now)
  return user
}

/** One version for the whole change, one event for each thing that happened. */
function decide(before: User, { hash, weak, makeOwner }: PasswordReset, otherOwners: number, now: Date): Decision {
  const steps: ((user: User) => Decision)[] = [(user) => changePassword(user, hash, weak, now)]
  if (makeOwner)
    steps.push(
      (user) => changeRole(user, 'owner', otherOwners, now),
      (user) => enable(user, now),
    )
  const decided = steps.reduce<Decision>(
    (so, step) => {
      const { user, happened } = step(so.user)
      return { user, happened: [...so.happened, ...happened] }
    },
    { user: before, happened: [] },
  )
  return { ...decided, user: { ...decided.user, version: before.version + 1 } }
}
