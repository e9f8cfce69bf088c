import { sql } from 'kysely'
import type { Reader } from '#platform/db/database.ts'
import type { User } from './users-rules.ts'
import { userOf } from './users-store.ts'

/** Active accounts whose password is marked, at most 1000; owners and other staff first. */
export async function listWeakAccounts(reader: Reader): Promise<User[]> {
  const weak = reader.selectFrom('users').selectAll().where('password_is_weak', '=', 1).where('status', '=', 'active')
  const rank = sql<number>`case role when 'owner' then 0 when 'admin' then 1 when 'student' then 3 else 2 end`
  return (await weak.orderBy(rank).orderBy('id').limit(1000).execute()).map(userOf)
}
