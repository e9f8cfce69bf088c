import { appendEvents } from '#events/index.ts'
import type { Actor } from '#platform/actor.ts'
import type { Tx } from '#platform/db/database.ts'
import { type User, userCreated } from './users-rules.ts'
import { insertUser } from './users-store.ts'

type Imported = Pick<User, 'id' | 'email' | 'name' | 'age' | 'role' | 'passwordHash' | 'passwordIsWeak'>

/** An account that comes from elsewhere with its id, and its `user.created`. Throws a unique violation. */
export async function importUser(
  tx: Tx,
  actor: Actor,
  account: Imported,
  ownerClaim: boolean,
  now: Date,
): Promise<User> {
  const born = { status: 'active', locale: 'ru', createdAt: now, updatedAt: now } as const
  const user = await insertUser(tx, { ...account, ...born, ownerClaim })
  await appendEvents(tx, actor, [userCreated(user)])
  return user
}
