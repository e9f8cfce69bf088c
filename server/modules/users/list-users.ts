import { sql } from 'kysely'
import { userFields } from '#contract/filters.ts'
import type { AskUsers, ListUsers } from '#contract/http/users.ts'
import type { Reach, Role } from '#contract/rights.ts'
import { facetsOf } from '#platform/db/count-facets.ts'
import type { Reader } from '#platform/db/database.ts'
import { dialectOf } from '#platform/db/dialect-of.ts'
import { byId, pagesOf, type Question, type Sorts } from '#platform/db/read-page.ts'
import type { WhereColumns } from '#platform/db/where.ts'
import type { Page } from '#platform/http/paging.ts'
import { readWhere } from '#platform/http/read-where.ts'
import type { User } from './users-rules.ts'
import { userColumns, userOf } from './users-store.ts'

const sorts = {
  ...byId,
  name: { column: 'name_key', keeps: 'text' },
  email: { column: 'email_folded', keeps: 'text' },
  role: { column: 'role', keeps: 'text' },
  status: { column: 'status', keeps: 'text' },
  age: { column: 'age', keeps: 'integer', nullable: true },
  created_at: { column: 'created_at', keeps: 'integer' },
  updated_at: { column: 'updated_at', keeps: 'integer' },
} as const satisfies Sorts

const columns = {
  role: { column: 'role', few: true },
  status: { column: 'status', few: true },
  name: { column: 'name_key', folded: true },
  email: { column: 'email_folded', folded: true },
  age: { column: 'age' },
  locale: { column: 'locale', few: true },
  created_at: { column: 'created_at' },
  updated_at: { column: 'updated_at' },
  id: { column: 'id' },
} as const satisfies Record<keyof typeof userFields, WhereColumns[string]>

type Filter = { visible: Role | undefined; status: User['status'] | undefined; role: Role | undefined }

function narrow(db: Reader, { visible, status, role }: Filter) {
  let rows = db.selectFrom('users')
  if (visible) rows = rows.where('role', '=', visible)
  if (role) rows = rows.where('role', '=', role)
  if (status) rows = rows.where(visible || role ? besideRole(db) : 'status', '=', status)
  return rows
}

/**
 * SQLite keeps no statistics here, takes both filters for equally narrow and would walk all active accounts in search of
 * some teachers; as an expression the state has no index, so it walks along the role's.
 */
function besideRole(db: Reader) {
  return dialectOf(db) === 'sqlite' ? sql<User['status']>`+status` : sql.ref<User['status']>('status')
}

const words = { table: 'users', entity: 'user', columns: userColumns }
const pages = pagesOf(sorts, narrow, columns, words)
const facets = facetsOf(narrow, columns, words)

/** Accounts the viewer may know of: all, or students only for managers. Throws 422 for a `where` that is none. */
export async function listUsers(reader: Reader, query: ListUsers, page: Page, reach: Reach, now: Date) {
  const found = await pages(reader, { ...questionOf(query, reach, now), sort: query.sort ?? 'id', page })
  return { ...found, rows: found.rows.map(userOf) }
}

/** How many of them each value of these fields would leave. */
export function countUsers(reader: Reader, fields: readonly string[], asked: AskUsers, reach: Reach, now: Date) {
  return facets(reader, fields, questionOf(asked, reach, now))
}

function questionOf({ status, role, q, where }: AskUsers, reach: Reach, now: Date): Question<Filter> {
  const visible = reach === 'students' ? ('student' as const) : undefined
  return { filter: { visible, status, role }, q, where: readWhere(where, userFields, now) }
}
