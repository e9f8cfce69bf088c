import { existsSync } from 'node:fs'
import { type Config, readConfig } from '#platform/config/config.ts'
import { databaseAddress } from '#platform/db/database-url.ts'
import { refuseOriginalTables } from '#platform/db/original-tables.ts'
import { StartProblem } from '#platform/start-problem.ts'
import { readEnvironment } from '../read-environment.ts'

/** `file` null: the database is on a server. */
export type ConfiguredDatabase = { readonly config: Config; readonly file: string | null }

/** The settings of the server and the SQLite file they name. Throws a `StartProblem` for settings that do not fit. */
export function configuredDatabase(): ConfiguredDatabase {
  const config = readConfig(readEnvironment())
  const address = databaseAddress(config.dbUrl)
  return { config, file: address.dialect === 'sqlite' ? address.file : null }
}

/** For commands about the file itself. Throws a `StartProblem` that names the tools of a database server. */
export function configuredFile(): { config: Config; file: string } {
  const { config, file } = configuredDatabase()
  if (file !== null) return { config, file }
  throw new StartProblem(
    'Команда работает с файлом SQLite. Копии базы на сервере делают его средствами: pg_dump и pg_restore, mariadb-dump и mariadb.',
  )
}

/** Throws a `StartProblem` when there is no database, or the original service's. */
export function requireDatabase({ config, file }: ConfiguredDatabase): void {
  if (file !== null && !existsSync(file)) throw new StartProblem(`Базы ещё нет: ${file}. Сначала запустите npm start.`)
  refuseOriginalTables(config.dbUrl)
}
