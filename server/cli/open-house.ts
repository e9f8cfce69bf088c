import { randomUUID } from 'node:crypto'
import { type Actor, systemActor } from '#platform/actor.ts'
import { systemClock } from '#platform/clock.ts'
import type { Config } from '#platform/config/config.ts'
import type { Database } from '#platform/db/database.ts'
import { lockDatabaseFile } from '#platform/db/file-lock.ts'
import { migrate, pendingMigrations } from '#platform/db/migrate.ts'
import { openDatabase } from '#platform/db/open.ts'
import type { House } from '#platform/http/house.ts'
import { createLog, type Log } from '#platform/log.ts'
import { buildHouse } from '../build-house.ts'
import { migrations } from '../migrations/index.ts'
import { configuredDatabase, requireDatabase } from './configured-database.ts'

/**
 * Runs a command on the server's own settings and database, beside a running server or without one: its transactions
 * are as short as a request's. `create`: the verb may be the first thing that is ever done with the database.
 */
export async function inHouse<T>(work: (house: House) => Promise<T>, { create = false } = {}): Promise<T> {
  const { config, file } = configuredDatabase()
  if (!create) requireDatabase({ config, file })
  const db = await openDatabase(config.dbUrl)
  try {
    await bringUpToDate(db, file)
    return await work(await buildHouse(config, db, commandLog(config), systemClock))
  } finally {
    await db.close()
  }
}

/** The system, under a number of its own: events and the audit trail tell which command it was. */
export function commandActor(verb: string): Actor {
  return systemActor(`crm ${verb} ${randomUUID()}`)
}

/** Standard output belongs to the command's own words. */
export function commandLog({ logLevel }: Config): Log {
  return createLog({ level: logLevel, format: 'text', write: (line) => void process.stderr.write(line) })
}

/** Tables are never changed under a running server: then its version is another one, and it must be stopped first. */
async function bringUpToDate(db: Database, file: string | null): Promise<void> {
  if ((await pendingMigrations(db.reader, migrations)).length === 0) return
  if (file === null) return void (await migrate(db, migrations))
  const lock = lockDatabaseFile(file)
  try {
    await migrate(db, migrations)
  } finally {
    lock.release()
  }
}
