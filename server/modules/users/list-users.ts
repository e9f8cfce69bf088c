import type { ListUsers } from '#contract/http/users.ts'
import type { Reach, Role } from '#contract/rights.ts'
import type { Reader } from '#platform/db/database.ts'
import { byId, pagesOf, type Sorts } from '#platform/db/read-page.ts'
import { whereWords } from '#platform/db/search-words.ts'
import type { Page } from '#platform/http/paging.ts'
import type { User } from './users-rules.ts'
import { userOf } from './users-store.ts'

const sorts = {
  ...byId,
  name: { column: 'name_key', keeps: 'text' },
  email: { column: 'email_folded', keeps: 'text' },
  created_at: { column: 'created_at', keeps: 'integer' },
} as const satisfies Sorts

type Filter = { visible: Role | undefined; status: User['status'] | undefined; role: Role | undefined }

const pages = pagesOf(sorts, (db, { visible, status, role }: Filter, q) => {
  let rows = db.selectFrom('users')
  if (visible) rows = rows.where('role', '=', visible)
  if (status) rows = rows.where('status', '=', status)
  if (role) rows = rows.where('role', '=', role)
  return q ? whereWords(rows, 'user', 'users.id', q) : rows
})

/** Accounts the viewer may know of: all, or students only for managers. */
export async function listUsers(reader: Reader, query: ListUsers, page: Page, reach: Reach) {
  const visible = reach === 'students' ? ('student' as const) : undefined
  const filter = { visible, status: query.status, role: query.role }
  const found = await pages(reader, { filter, q: query.q, sort: query.sort ?? 'id', page })
  return { ...found, rows: found.rows.map(userOf) }
}
