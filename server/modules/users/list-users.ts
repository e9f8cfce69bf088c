import type { ListUsers } from '#contract/http/users.ts'
import type { Reach } from '#contract/rights.ts'
import type { Reader } from '#platform/db/database.ts'
import { readPage, type Sorts } from '#platform/db/read-page.ts'
import { whereWords } from '#platform/db/search-words.ts'
import type { Page } from '#platform/http/paging.ts'
import { userOf } from './users-store.ts'

const sorts = { id: 'id', name: 'name_key', email: 'email_folded', created_at: 'created_at' } as const satisfies Sorts

/** Accounts the viewer may know of: all, or students only for managers. */
export async function listUsers(reader: Reader, query: ListUsers, page: Page, reach: Reach) {
  let rows = reader.selectFrom('users')
  if (reach === 'students') rows = rows.where('role', '=', 'student')
  if (query.status) rows = rows.where('status', '=', query.status)
  if (query.role) rows = rows.where('role', '=', query.role)
  if (query.q) rows = whereWords(rows, 'user', 'users.id', query.q)
  const found = await readPage(rows, sorts, query.sort ?? 'id', page)
  return { ...found, rows: found.rows.map(userOf) }
}
