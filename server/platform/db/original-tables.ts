import { DatabaseSync } from 'node:sqlite'
import { StartProblem } from '#platform/start-problem.ts'
import { inspectDatabaseFile } from './database-file.ts'
import { databaseAddress } from './database-url.ts'

const ownTable = `select 1 from sqlite_schema where type = 'table' and name = 'kysely_migration'`
const originalColumn = `select 1 from pragma_table_info('users') where name = 'password'`

/**
 * Throws a `StartProblem` that names the import command when the file holds the tables of the original Python service.
 * Only reads; call it before locking or opening the database: not one byte beside or inside the file may change.
 */
export function refuseOriginalTables(url: string): void {
  const { file } = databaseAddress(url)
  if (!inspectDatabaseFile(file) || !holdsOriginalTables(file)) return
  throw new StartProblem(
    `В файле ${file} лежит база прежнего сервиса; она не тронута. ` +
      `Укажите в DB_URL другой файл (например, sqlite:///./crm.db) и перенесите данные: npm run crm -- import-legacy ${url}`,
  )
}

function holdsOriginalTables(file: string): boolean {
  const db = new DatabaseSync(file, { readOnly: true, timeout: 5000 })
  try {
    return db.prepare(ownTable).get() === undefined && db.prepare(originalColumn).get() !== undefined
  } catch (error) {
    throw new StartProblem(`Файл не читается как база SQLite: ${file}.`, { cause: error })
  } finally {
    db.close()
  }
}
