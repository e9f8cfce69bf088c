import { existsSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StartProblem } from '#platform/start-problem.ts'
import { isBusy } from './dialects/sqlite/sqlite-errors.ts'

export type FileOwner = {
  readonly pid: number
  /** ISO time of the lock. */
  readonly since: string
  /** Where it listens; null until it does, and for commands. */
  readonly address: string | null
}

export type FileLock = {
  /** Tells the next one who asks where this server listens. */
  announce(address: string): void
  release(): void
}

/** A lock lasts until it is released even if nobody keeps it: a collected handle would let the file go without a word. */
const held = new Set<DatabaseSync>()

/**
 * Makes this process the only server of a SQLite file, until `release` or its death by any signal: the lock is the system's.
 * Throws a `StartProblem` that says who holds it. The database file itself is neither opened nor created.
 */
export function lockDatabaseFile(file: string): FileLock {
  const path = realPath(file)
  const side = openSideFile(path)
  const since = new Date().toISOString()
  writeOwner(path, { pid: process.pid, since, address: null })
  return {
    announce: (address) => writeOwner(path, { pid: process.pid, since, address }),
    release: () => {
      rmSync(ownerFile(path), { force: true })
      held.delete(side)
      side.close()
    },
  }
}

/** Who holds the file, as far as it is written down; a holder that died may still stand here. */
export function readFileOwner(file: string): FileOwner | null {
  try {
    return JSON.parse(readFileSync(ownerFile(realPath(file)), 'utf8')) as FileOwner
  } catch {
    return null
  }
}

/** Whether another process is the file's server right now. Never ask it in the process that holds the lock: looking would release it. */
export function isServed(file: string): boolean {
  const path = realPath(file)
  if (!existsSync(`${path}-lock`)) return false
  const side = new DatabaseSync(`${path}-lock`, { timeout: 0 })
  try {
    side.exec('begin exclusive')
    return false
  } catch (error) {
    if (isBusy(error)) return true
    throw error
  } finally {
    side.close()
  }
}

/** A look by `isServed` lasts a moment and must not turn a start away. */
const patienceMs = 200

function openSideFile(path: string): DatabaseSync {
  const side = new DatabaseSync(`${path}-lock`, { timeout: patienceMs })
  try {
    side.exec('begin exclusive')
    held.add(side)
    return side
  } catch (error) {
    side.close()
    throw isBusy(error) ? new StartProblem(heldBy(path), { cause: error }) : error
  }
}

function heldBy(path: string): string {
  const owner = readFileOwner(path)
  const who =
    owner === null
      ? 'другой процесс'
      : `процесс ${owner.pid} с ${owner.since}${owner.address ? `, ${owner.address}` : ''}`
  return `Базу ${path} уже держит другой сервер: ${who}. Остановите его или укажите другой DB_URL.`
}

/** Renamed into place, so that a reader never meets half of it. */
function writeOwner(path: string, owner: FileOwner): void {
  const draft = `${ownerFile(path)}.${process.pid}`
  writeFileSync(draft, JSON.stringify(owner))
  renameSync(draft, ownerFile(path))
}

function ownerFile(path: string): string {
  return `${path}-owner`
}

/** Two names of one file must meet at one lock. */
function realPath(file: string): string {
  return existsSync(file) ? realpathSync(file) : join(realpathSync(dirname(file)), basename(file))
}
