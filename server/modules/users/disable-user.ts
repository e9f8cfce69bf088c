import type { Actor } from '#platform/actor.ts'
import type { Tx } from '#platform/db/database.ts'
import { changeUser } from './change-user.ts'
import type { EndSessions } from './end-sessions.ts'
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
  const user = await changeUser(tx, actor, 'users.disable', id, expected, async (before) =>
    disable(before, await countOtherOwners(tx, before), now),
  )
  await endSessions(tx, id, now)
  return user
}

export function enableUser(tx: Tx, actor: Actor, id: number, expected: Expected, now: Date): Promise<User> {
  return changeUser(tx, actor, 'users.disable', id, expected, (before) => enable(before, now))
}
