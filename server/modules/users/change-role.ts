import type { Role } from '#contract/rights.ts'
import type { Actor } from '#platform/actor.ts'
import type { Tx } from '#platform/db/database.ts'
import { changeUser } from './change-user.ts'
import { changeRole, type User } from './users-rules.ts'
import { countOtherOwners } from './users-store.ts'

/** What the account may do, from its next request on. Throws last_owner. */
export function giveRole(
  tx: Tx,
  actor: Actor,
  id: number,
  role: Role,
  expected: readonly string[] | null,
  now: Date,
): Promise<User> {
  return changeUser(tx, actor, 'users.change_role', id, expected, async (before) =>
    changeRole(before, role, await countOtherOwners(tx, before), now),
  )
}
