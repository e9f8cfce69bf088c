import { existsSync, realpathSync, rmSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { findIdentity, type LogIdentity, openNewEpoch } from '#events/index.ts'
import { revokeEveryApiToken } from '#modules/api-tokens/index.ts'
import { endEveryPasswordReset } from '#modules/password-resets/index.ts'
import { endEverySession } from '#modules/sessions/index.ts'
import { listErasedUsers } from '#modules/users/index.ts'
import { systemClock } from '#platform/clock.ts'
import type { Database } from '#platform/db/database.ts'
import { lockDatabaseFile } from '#platform/db/file-lock.ts'
import { migrate } from '#platform/db/migrate.ts'
import { openDatabase } from '#platform/db/open.ts'
import { holdsOriginalTables, refuseOriginalTables } from '#platform/db/original-tables.ts'
import { discardStaged, replaceDatabase, stageBackup } from '#platform/db/replace-database.ts'
import { StartProblem } from '#platform/start-problem.ts'
import { migrations } from '../migrations/index.ts'
import { type Call, type Command, WrongUse, yes } from './command.ts'
import { configuredFile } from './configured-database.ts'
import { confirm, say } from './terminal.ts'

export const restore: Command = {
  details: [
    'Прежняя база остаётся рядом под именем ….before-restore. Копия проверяется и при необходимости обновляется до',
    'того, как займёт место базы. Все сеансы завершаются, ключи API отзываются. Журнал событий продолжается в новой эпохе.',
  ],
  options: { yes },
  run: async (call) => {
    const { config, file } = configuredFile()
    const source = resolve(call.words[0] ?? '')
    if (isOriginal(file)) refuseOriginalTables(config.dbUrl)
    checkSource(source, file)
    const lock = lockDatabaseFile(file)
    try {
      await restoreUnderLock(call, source, existsSync(file) ? realpathSync(file) : file)
    } finally {
      lock.release()
    }
  },
}

/** A wreck is no reason to refuse: it is why people restore. */
function isOriginal(file: string): boolean {
  try {
    return existsSync(file) && holdsOriginalTables(file)
  } catch {
    return false
  }
}

function checkSource(source: string, file: string): void {
  if (!statSync(source, { throwIfNoEntry: false })?.isFile()) throw new StartProblem(`Файла копии нет: ${source}.`)
  if (existsSync(file) && realpathSync(source) === realpathSync(file))
    throw new WrongUse('Это сама база, а не её копия.')
}

async function restoreUnderLock(call: Call, source: string, file: string): Promise<void> {
  const replaced = await lookAt(file)
  const staged = await stageBackup(source, file)
  try {
    const ready = await makeReady(staged, replaced)
    await confirm(call, `Заменить базу ${file} (${eventsOf(replaced?.log)}) копией ${source} (${eventsOf(ready.log)})?`)
    const kept = await replaceDatabase(file, staged)
    await checkInPlace(file)
    tell(file, source, ready, kept)
    warnOfErased(replaced, ready)
  } finally {
    discardStaged(staged)
  }
}

type State = { readonly log: LogIdentity | undefined; readonly erased: readonly number[] }

/** null: there is no database, or none that can be read. */
async function lookAt(file: string): Promise<State | null> {
  if (!existsSync(file)) return null
  try {
    return await inDatabase(file, stateOf)
  } catch {
    return null
  }
}

async function stateOf({ reader }: Database): Promise<State> {
  return { log: await findIdentity(reader), erased: await listErasedUsers(reader) }
}

/** Everything that the copy needs before it becomes the database, so that the exchange itself is one step. */
function makeReady(staged: string, replaced: State | null): Promise<State> {
  return inDatabase(staged, async (db) => {
    const { backup } = await migrate(db, migrations)
    if (backup !== null) rmSync(backup, { force: true })
    const now = systemClock.now()
    await db.inTransaction(async (tx) => {
      const log = await findIdentity(tx)
      const beyond = replaced?.log && replaced.log.instanceId === log?.instanceId ? replaced.log.epoch : 0
      if (log) await openNewEpoch(tx, now, beyond)
      await endEverySession(tx, now)
      // One that was revoked after the copy was made must not come back with it.
      await revokeEveryApiToken(tx, now)
      await endEveryPasswordReset(tx, now)
    })
    return stateOf(db)
  })
}

/** The last look, and with it what is left in the write-ahead log goes into the file. */
function checkInPlace(file: string): Promise<void> {
  return inDatabase(file, (db) => db.checkpoint())
}

async function inDatabase<T>(file: string, work: (db: Database) => Promise<T>): Promise<T> {
  const db = await openDatabase(`sqlite:///${file.replaceAll('\\', '/')}`)
  try {
    return await work(db)
  } finally {
    await db.close()
  }
}

function eventsOf(log: LogIdentity | undefined): string {
  return log === undefined ? 'событий не найдено' : `событий: ${log.lastSeq}`
}

function tell(file: string, source: string, { log }: State, kept: string | null): void {
  say(`База ${file} восстановлена из ${source}: ${eventsOf(log)}, эпоха журнала ${log?.epoch ?? 1}.`)
  if (kept !== null) say(`Прежняя база: ${kept}.`)
  say('Все сеансы завершены, входить нужно заново; ключи API отозваны. Теперь можно запускать сервер.')
}

/** A copy remembers people who were erased after it was made. */
function warnOfErased(replaced: State | null, ready: State): void {
  const back = (replaced?.erased ?? []).filter((id) => !ready.erased.includes(id))
  if (back.length > 0)
    say(`Внимание: после этой копии были стёрты учётные записи ${back.join(', ')}; проверьте и повторите erase-user.`)
}
