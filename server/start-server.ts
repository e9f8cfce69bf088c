import { setTimeout as pause } from 'node:timers/promises'
import { BrokerDesk, type Consumer, type EventsProblem, ensureLog, startEvents } from '#events/index.ts'
import { createMailer } from '#modules/messages/index.ts'
import { type Clock, systemClock } from '#platform/clock.ts'
import type { Config } from '#platform/config/config.ts'
import type { Database } from '#platform/db/database.ts'
import { type DatabaseAddress, databaseAddress } from '#platform/db/database-url.ts'
import { type FileLock, lockDatabaseFile } from '#platform/db/file-lock.ts'
import { migrate } from '#platform/db/migrate.ts'
import { openDatabase } from '#platform/db/open.ts'
import { refuseOriginalTables } from '#platform/db/original-tables.ts'
import { Door } from '#platform/http/door.ts'
import type { House } from '#platform/http/house.ts'
import type { Limits } from '#platform/http/server.ts'
import type { App } from '#platform/http/typed-app.ts'
import { createLog, type Log } from '#platform/log.ts'
import { createApp, createConsumers } from './app.ts'
import { buildHouse } from './build-house.ts'
import { startHousekeeping } from './housekeeping.ts'
import { assertPortFree, listen } from './listen.ts'
import { migrations } from './migrations/index.ts'
import { sayProblem } from './say-problem.ts'
import { sayStart } from './say-start.ts'

export type Server = { app: App; house: House; url: string; stop(reason: string): Promise<void> }
export type ServerOptions = { clock?: Clock; log?: Log; limits?: Limits }

/**
 * Milliseconds. A database that stands still would keep the work on events beyond the 10 s that a stop may take; what it
 * has not stored by then is done after the next start.
 */
const workStopMs = 5_000

/** Config → database → app → roles. Throws a `StartProblem` with nothing left open. */
export async function startServer(config: Config, options: ServerOptions = {}): Promise<Server> {
  const log = options.log ?? createLog({ level: config.logLevel, format: config.logFormat })
  const { db, lock } = await openHome(config, log)
  try {
    return await serve(config, { db, lock, log }, options)
  } catch (error) {
    await db.close()
    lock.release()
    throw error
  }
}

type Home = { db: Database; lock: FileLock; log: Log }

async function openHome(config: Config, log: Log): Promise<Omit<Home, 'log'>> {
  // First everything that may refuse without having created or changed a file.
  refuseOriginalTables(config.dbUrl)
  await assertPortFree(config)
  const lock = lockHome(databaseAddress(config.dbUrl))
  try {
    return { db: await openWhole(config, log), lock }
  } catch (error) {
    lock.release()
    throw error
  }
}

async function openWhole(config: Config, log: Log): Promise<Database> {
  const db = await openDatabase(config.dbUrl)
  try {
    const { backup } = await migrate(db, migrations)
    if (backup) log.info(`копия базы перед обновлением: ${backup}`)
    return db
  } catch (error) {
    await db.close()
    throw error
  }
}

/** One process per SQLite file; a database server is made for many. */
function lockHome(address: DatabaseAddress): FileLock {
  return address.dialect === 'sqlite' ? lockDatabaseFile(address.file) : { announce() {}, release() {} }
}

async function serve(config: Config, home: Home, options: ServerOptions): Promise<Server> {
  const { db, lock, log } = home
  const house = await buildHouse(config, db, log, options.clock ?? systemClock)
  const readiness = { ready: false }
  const consumers = createConsumers(house, createMailer(config.mail))
  const desk = new BrokerDesk()
  const app = await createApp(house, consumers, readiness, desk, options.limits)
  const door = new Door(app.server)
  try {
    await db.inTransaction((tx) => ensureLog(tx, house.clock.now()))
    const url = await listen(app, config)
    lock.announce(url)
    const roles = await startRoles(house, consumers, desk)
    readiness.ready = true
    await sayStart(house, url)
    const stop = async (reason: string) => {
      readiness.ready = false
      log.info(`остановка (${reason})`)
      await door.close()
      const work = app.close().then(() => roles.stop())
      await Promise.race([work, pause(workStopMs, undefined, { ref: false })])
      await db.close()
      lock.release()
      log.info('остановлен')
    }
    return { app, house, url, stop }
  } catch (error) {
    // An open port over a closed database would answer nothing but errors, for ever.
    await app.close()
    throw error
  }
}

async function startRoles(
  house: House,
  consumers: readonly Consumer[],
  desk: BrokerDesk,
): Promise<{ stop(): Promise<void> }> {
  const { db, clock, log, config } = house
  const { roles, kafka } = config
  const onProblem = (problem: EventsProblem) => sayProblem(log, problem)
  const events = await startEvents({ database: db, clock, consumers, roles, kafka, desk, onProblem })
  const housekeeping = startHousekeeping(house, consumers)
  return {
    stop: () => {
      housekeeping.stop()
      return events.stop()
    },
  }
}
