import type { Role } from '#contract/rights.ts'
import type { Actor } from '#platform/actor.ts'
import type { Reader } from '#platform/db/database.ts'
import { byId, pagesOf } from '#platform/db/read-page.ts'
import { reach } from '#platform/http/session-guard.ts'
import type { User } from './users-rules.ts'
import { findUser, userColumns, userOf } from './users-store.ts'

type Filter = { visible: Role | undefined }

function narrow(db: Reader, { visible }: Filter) {
  const rows = db.selectFrom('users')
  return visible ? rows.where('role', '=', visible) : rows
}

const pages = pagesOf(byId, narrow, {}, { table: 'users', entity: 'user', columns: userColumns })

/** Accounts with words that begin so, newest first, among those the actor may list; none for whoever may list none. */
export async function findUsersByWords(reader: Reader, actor: Actor, q: string, limit: number): Promise<User[]> {
  const reached = reach(actor, 'users.list')
  if (reached === 'no') return []
  const filter = { visible: reached === 'students' ? ('student' as const) : undefined }
  const { rows } = await pages(reader, { filter, q, sort: '-id', page: { by: 'cursor', after: null, limit } })
  return rows.map(userOf)
}

/** The account with this id, if the actor may list it. */
export async function findUserToList(reader: Reader, actor: Actor, id: number): Promise<User | undefined> {
  const reached = reach(actor, 'users.list')
  const user = reached === 'no' ? undefined : await findUser(reader, id)
  return user && (reached !== 'students' || user.role === 'student') ? user : undefined
}
