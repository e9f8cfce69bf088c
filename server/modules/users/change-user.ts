import type { Right } from '#contract/rights.ts'
import { appendEvents } from '#events/index.ts'
import type { Actor } from '#platform/actor.ts'
import type { Tx } from '#platform/db/database.ts'
import { checkVersion } from '#platform/http/etag.ts'
import { requireOn } from './user-rights.ts'
import type { Decision, User } from './users-rules.ts'
import { lockUser, saveUser } from './users-store.ts'

/**
 * What is common to every change of an account: lock, check the right before the client's version (a version tells that
 * the account exists), decide, save, tell.
 */
export async function changeUser(
  tx: Tx,
  actor: Actor,
  right: Right,
  id: number,
  expected: readonly string[] | null,
  decide: (user: User) => Decision | Promise<Decision>,
): Promise<User> {
  const before = await lockUser(tx, id)
  requireOn(actor, right, before)
  checkVersion(expected, before.version)
  const { user, happened } = await decide(before)
  if (happened.length === 0) return before
  await saveUser(tx, user)
  await appendEvents(tx, actor, happened)
  return user
}
