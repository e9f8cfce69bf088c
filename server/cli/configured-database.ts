import { existsSync } from 'node:fs'
import { type Config, readConfig } from '#platform/config/config.ts'
import { databaseAddress } from '#platform/db/database-url.ts'
import { refuseOriginalTables } from '#platform/db/original-tables.ts'
import { StartProblem } from '#platform/start-problem.ts'
import { readEnvironment } from '../read-environment.ts'

/** The settings of the server and the SQLite file they name. Throws a `StartProblem` for settings that do not fit. */
export function configuredDatabase(): { config: Config; file: string } {
  const config = readConfig(readEnvironment())
  return { config, file: databaseAddress(config.dbUrl).file }
}

/** Throws a `StartProblem` when there is no database, or the original service's. */
export function requireDatabase(config: Config, file: string): void {
  if (!existsSync(file)) throw new StartProblem(`Базы ещё нет: ${file}. Сначала запустите npm start.`)
  refuseOriginalTables(config.dbUrl)
}
