import type { Actor } from '#platform/actor.ts'
import type { Tx } from '#platform/db/database.ts'
import { afterCommit } from '#platform/db/transaction.ts'
import { getIdentity } from '../identity.ts'
import { announce } from '../wake.ts'

/** Who did it, as it stands beside what was done: a user's id, or the role of a command. */
export function actedBy(actor: Actor): string {
  return actor.userId === null ? actor.role : String(actor.userId)
}

/** The consumers of this process look at once; those of others within a second. */
export async function tellConsumers(tx: Tx): Promise<void> {
  const { instanceId } = await getIdentity(tx)
  afterCommit(tx, () => announce(instanceId, { news: 'changed' }))
}
