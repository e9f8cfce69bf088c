import { happened } from '#contract/events/event-type.ts'
import { UserLoggedOut } from '#contract/events/users.ts'
import { appendEvents } from '#events/index.ts'
import type { Actor } from '#platform/actor.ts'
import type { Tx } from '#platform/db/database.ts'
import { endSessions } from './sessions-store.ts'

/** Ends sessions of a user on the server and says so; how many ended (0: nothing happened, no event). */
export async function signOut(
  tx: Tx,
  actor: Actor,
  userId: number,
  now: Date,
  which: { except?: number; only?: number } = {},
): Promise<number> {
  const sessions = await endSessions(tx, userId, now, which)
  if (sessions > 0) await appendEvents(tx, actor, [happened(UserLoggedOut, { user_id: userId, sessions }, now)])
  return sessions
}
