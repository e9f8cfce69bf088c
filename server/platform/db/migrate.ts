import type { Kysely } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { Failure } from '#platform/failure.ts'
import { StartProblem } from '#platform/start-problem.ts'
import { copyBeforeMigration } from './backup.ts'
import type { Database, Tables, Tx } from './database.ts'
import { currentSchema, giveMigrationLockBack, takeMigrationLock } from './migration-lock.ts'

/** Name → migration. Names sort by time: `20261122T1200_create_users`. A migration that was ever released never changes. */
export type Migrations = Readonly<Record<string, Migration>>

export type MigrationReport = {
  readonly applied: readonly string[]
  /** Where the database was copied before the first of them; null when it was empty or nothing was pending. */
  readonly backup: string | null
}

/** How long another process's migration is waited for, in milliseconds. */
const PATIENCE = 60_000

/** The table of a copy that is not finished (`crm copy-to`): nobody may serve such a database. */
export const unfinishedCopyTable = 'unfinished_copy'

/**
 * Brings the tables to the newest version, all pending steps in one transaction: a crash leaves the old version or the new.
 * MySQL knows no transaction here: its steps can be run again, and the next start completes what a crash has left.
 * Several processes may call it at once. Throws a `StartProblem` when a newer program has already changed the database.
 */
export async function migrate(
  database: Database,
  migrations: Migrations,
  { copying = false } = {},
): Promise<MigrationReport> {
  if (!copying) await refuseUnfinishedCopy(database.reader)
  const giveUpAt = performance.now() + PATIENCE
  for (;;) {
    try {
      const pending = await pendingMigrations(database.reader, migrations)
      if (pending.length === 0) return { applied: [], backup: null }
      return await database.inTransaction((tx) => lockedMigration(tx, copying ? null : database.file, migrations), {
        patient: true,
      })
    } catch (error) {
      if (!isLocked(error)) throw error
      if (performance.now() > giveUpAt)
        throw new StartProblem('База занята другой программой больше минуты.', { cause: error })
    }
  }
}

async function refuseUnfinishedCopy(db: Kysely<Tables>): Promise<void> {
  if (!(await ownTables(db, false)).includes(unfinishedCopyTable)) return
  throw new StartProblem('База – незаконченная копия: повторите npm run crm -- copy-to с прежней базой в DB_URL.')
}

function isLocked(error: unknown): boolean {
  return error instanceof Failure && error.code === 'overloaded'
}

async function lockedMigration(tx: Tx, file: string | null, migrations: Migrations): Promise<MigrationReport> {
  await takeMigrationLock(tx)
  try {
    return await migrateInside(tx, file, migrations)
  } finally {
    await giveMigrationLockBack(tx)
  }
}

/** The write lock is held from the look at what is pending to the commit, so the copy is exactly what was before. */
async function migrateInside(tx: Tx, file: string | null, migrations: Migrations): Promise<MigrationReport> {
  const pending = await pendingMigrations(tx, migrations)
  const first = pending[0]
  if (first === undefined) return { applied: [], backup: null }
  const backup = file === null || (await isEmpty(tx)) ? null : copyBeforeMigration(file, first)
  const schema = await currentSchema(tx)
  const provider = { getMigrations: async () => ({ ...migrations }) }
  const migrator = new Migrator({ db: tx, provider, ...(schema !== undefined && { migrationTableSchema: schema }) })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) throw error
  return { applied: pending, backup }
}

/** Names of the steps this database has not seen, in their order. Throws a `StartProblem` when a newer program has changed it. */
export async function pendingMigrations(db: Kysely<Tables>, migrations: Migrations): Promise<readonly string[]> {
  const executed = await executedNames(db)
  const unknown = [...executed].filter((name) => !Object.hasOwn(migrations, name))
  if (unknown.length > 0) {
    throw new StartProblem(
      `База изменена более новой версией программы (${unknown.join(', ')}); запустите её или восстановите копию.`,
    )
  }
  return Object.keys(migrations)
    .filter((name) => !executed.has(name))
    .sort()
}

async function executedNames(db: Kysely<Tables>): Promise<ReadonlySet<string>> {
  const tables = await ownTables(db, true)
  if (!tables.includes('kysely_migration')) return new Set()
  const rows = await (db as unknown as Kysely<{ kysely_migration: { name: string } }>)
    .selectFrom('kysely_migration')
    .select('name')
    .execute()
  return new Set(rows.map((row) => row.name))
}

async function isEmpty(db: Kysely<Tables>): Promise<boolean> {
  return (await ownTables(db, false)).length === 0
}

/** Of the schema that unqualified names mean: a PostgreSQL database may hold others. */
export async function ownTables(db: Kysely<Tables>, withInternalKyselyTables: boolean): Promise<readonly string[]> {
  const schema = await currentSchema(db)
  const tables = await db.introspection.getTables({ withInternalKyselyTables })
  return tables.filter((table) => schema === undefined || table.schema === schema).map((table) => table.name)
}
