import { happened } from '#contract/events/event-type.ts'
import { UserLoggedOut } from '#contract/events/users.ts'
import { appendEvents } from '#events/index.ts'
import type { Actor } from '#platform/actor.ts'
import type { Tx } from '#platform/db/database.ts'
import { endSessions } from './sessions-store.ts'

/** Ends sessions of the actor on the server and says so; how many ended (0: nothing happened, no event). */
export async function signOut(
  tx: Tx,
  actor: Actor,
  now: Date,
  which: { except?: number; only?: number },
): Promise<number> {
  if (actor.userId === null) return 0
  const sessions = await endSessions(tx, actor.userId, now, which)
  if (sessions > 0) await appendEvents(tx, actor, [happened(UserLoggedOut, { user_id: actor.userId, sessions }, now)])
  return sessions
}
