import { appendEvents } from '#events/index.ts'
import type { Actor } from '#platform/actor.ts'
import type { Tx } from '#platform/db/database.ts'
import { erase, type User } from './users-rules.ts'
import { countOtherOwners, lockUser, saveUser } from './users-store.ts'

/** What another part of the CRM does to forget a person; `app.ts` lists them all. */
export type ErasePart = (tx: Tx, userId: number, now: Date) => Promise<void>

/**
 * Forgets a person everywhere in one transaction; rows, numbers and money stay. Erasing again repeats the parts, which
 * also catches what was written in between. Throws user_not_found, last_owner.
 */
export async function eraseUser(
  tx: Tx,
  actor: Actor,
  id: number,
  parts: readonly ErasePart[],
  now: Date,
): Promise<User> {
  const before = await lockUser(tx, id)
  const { user, happened } = erase(before, await countOtherOwners(tx, before), now)
  if (happened.length > 0) await saveUser(tx, user)
  for (const forget of parts) await forget(tx, id, now)
  await appendEvents(tx, actor, happened)
  return user
}
