import type { Role } from '#contract/rights.ts'
import type { Reader } from '#platform/db/database.ts'
import './users-store.ts'

/** The roles of those accounts that exist. */
export async function listRoles(reader: Reader, ids: readonly number[]): Promise<Map<number, Role>> {
  if (ids.length === 0) return new Map()
  const rows = await reader
    .selectFrom('users')
    .select(['id', 'role'])
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map(({ id, role }) => [id, role]))
}

/** The present versions of those accounts that exist. */
export async function listUserVersions(reader: Reader, ids: readonly number[]): Promise<Map<number, number>> {
  const rows = await reader
    .selectFrom('users')
    .select(['id', 'version'])
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map(({ id, version }) => [id, version]))
}
