import type { Actor } from '#platform/actor.ts'
import type { Tx } from '#platform/db/database.ts'
import { changeUser } from './change-user.ts'
import type { EndSessions } from './end-sessions.ts'
import { requireOn } from './user-rights.ts'
import { disable, enable, type User } from './users-rules.ts'
import { countOtherOwners } from './users-store.ts'

type Expected = readonly string[] | null

/** The account cannot sign in and its sessions end; nothing is deleted. Throws last_owner. */
export async function disableUser(
  tx: Tx,
  actor: Actor,
  id: number,
  expected: Expected,
  now: Date,
  endSessions: EndSessions,
): Promise<User> {
  const user = await changeUser(tx, actor, id, expected, async (before) => {
    requireOn(actor, 'users.disable', before)
    return disable(before, await countOtherOwners(tx, id), now)
  })
  await endSessions(tx, id, now)
  return user
}

export function enableUser(tx: Tx, actor: Actor, id: number, expected: Expected, now: Date): Promise<User> {
  return changeUser(tx, actor, id, expected, (before) => {
    requireOn(actor, 'users.disable', before)
    return enable(before, now)
  })
}
