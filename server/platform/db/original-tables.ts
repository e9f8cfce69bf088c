import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
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
  const address = databaseAddress(url)
  if (address.dialect !== 'sqlite') return
  const { file } = address
  if (!inspectDatabaseFile(file) || !holdsOriginalTables(file)) return
  throw new StartProblem(
    `В файле ${file} лежит база прежнего сервиса; она не тронута. ` +
      `Укажите в DB_URL другой файл (например, sqlite:///./crm.db) и перенесите данные: npm run crm -- import-legacy ${url}`,
  )
}

/** Whether a SQLite file is the original service's. Throws a `StartProblem` when it cannot be read as a database. */
export function holdsOriginalTables(file: string): boolean {
  const kind = kindWithoutTrace(file)
  // what the file itself does not say stands in the write-ahead log beside it; without a log the answer is final
  const settledKind = kind === 'unknown' && existsSync(`${file}-wal`) ? kindOf(file) : kind
  if (settledKind === 'unreadable') throw new StartProblem(`Файл не читается как база SQLite: ${file}.`)
  return settledKind === 'original'
}

type Kind = 'ours' | 'original' | 'unknown' | 'unreadable'

/**
 * Of a file in WAL mode even a reader would leave side files behind; `immutable` reads the file alone. Where a server
 * writes meanwhile that may fail, and then the log beside the file is asked.
 */
function kindWithoutTrace(file: string): Kind {
  const address = pathToFileURL(file)
  address.searchParams.set('immutable', '1')
  const kind = kindOf(address)
  return kind === 'unreadable' && existsSync(`${file}-wal`) ? 'unknown' : kind
}

function kindOf(file: string | URL): Kind {
  const db = new DatabaseSync(file, { readOnly: true, timeout: 5000 })
  try {
    if (db.prepare(ownTable).get() !== undefined) return 'ours'
    return db.prepare(originalColumn).get() === undefined ? 'unknown' : 'original'
  } catch {
    return 'unreadable'
  } finally {
    db.close()
  }
}
