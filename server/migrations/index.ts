import type { Migrations } from '#platform/db/migrate.ts'
import { up as createTables } from './20261122T1200_create_tables.ts'

/** In the order of their names. A migration that was ever released never changes: the next change is a new one. */
export const migrations: Migrations = {
  '20261122T1200_create_tables': { up: createTables },
}
