import { existsSync } from 'node:fs'
import { hasLiveConsumers } from '#events/index.ts'
import { systemClock } from '#platform/clock.ts'
import type { Config } from '#platform/config/config.ts'
import { isDamaged } from '#platform/db/dialects/sqlite/sqlite-errors.ts'
import { isServed } from '#platform/db/file-lock.ts'
import { pendingMigrations } from '#platform/db/migrate.ts'
import { openDatabase } from '#platform/db/open.ts'
import { refuseOriginalTables } from '#platform/db/original-tables.ts'
import { Failure } from '#platform/failure.ts'
import { StartProblem } from '#platform/start-problem.ts'
import { migrations } from '../migrations/index.ts'
import { readEnvironment } from '../read-environment.ts'
import type { Command } from './command.ts'
import { configuredDatabase } from './configured-database.ts'
import { type Finding, lineOf, note, wrong } from './doctor/finding.ts'
import { lookAtAccounts } from './doctor/look-at-accounts.ts'
import { lookAtDatabase } from './doctor/look-at-database.ts'
import { lookAtEvents } from './doctor/look-at-events.ts'
import { lookAtFiles } from './doctor/look-at-files.ts'
import { lookAtSettings } from './doctor/look-at-settings.ts'
import { say } from './terminal.ts'

export const doctor: Command = {
  details: ['Ничего не меняет. Код 1, если что-то требует человека: такие строки отмечены «!!».'],
  options: {},
  run: async () => {
    const { config, file } = configuredDatabase()
    const findings = [...lookAtSettings(config, readEnvironment()), ...(await lookInside(config, file))]
    for (const finding of findings) say(lineOf(finding))
    const serious = findings.filter(({ state }) => state === 'wrong').length
    say(serious === 0 ? 'Всё в порядке.' : `Требует внимания: ${serious}.`)
    return serious === 0 ? 0 : 1
  },
}

async function lookInside(config: Config, file: string | null): Promise<Finding[]> {
  if (file !== null && !existsSync(file)) return [note(`базы ещё нет: ${file}; её создаст npm start`)]
  refuseOriginalTables(config.dbUrl)
  try {
    const files = file === null ? [] : lookAtFiles(file, config, systemClock.now())
    return [...(await lookAtTables(config)), ...files]
  } catch (error) {
    if (error instanceof StartProblem) return [wrong(error.message)]
    if (isDamaged(error) || (error instanceof Failure && isDamaged(error.cause)))
      return [wrong('база повреждена; если есть копия: npm run crm -- restore FILE')]
    throw error
  }
}

/** What lies in the tables is looked at only when they are of this version; a newer version's is refused with a word. */
async function lookAtTables(config: Config): Promise<Finding[]> {
  const db = await openDatabase(config.dbUrl)
  try {
    const found = await lookAtDatabase(db)
    if ((await pendingMigrations(db.reader, migrations)).length > 0) return found
    const events = await lookAtEvents(db.reader, db.file === null ? await hasLiveConsumers(db) : isServed(db.file))
    return [...found, ...events, ...(await lookAtAccounts(db.reader, config))]
  } finally {
    await db.close()
  }
}
