import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs'
import { backup, DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { StartProblem } from '#platform/start-problem.ts'
import { createDatabaseFile } from './database-file.ts'
import { isBusy, isDamaged, resultCode } from './dialects/sqlite/sqlite-errors.ts'
import { renameDurably } from './flush.ts'

const allPages = 0x7fff_ffff
const patienceMs = 5000
const ownTable = `select 1 from sqlite_schema where type = 'table' and name = 'kysely_migration'`

/**
 * Copies a backup beside the database that it is to replace, where it can be made ready; what a killed attempt left
 * there is overwritten. Throws a `StartProblem` when the backup is damaged or no database of ours.
 */
export async function stageBackup(backupFile: string, file: string): Promise<string> {
  const staged = `${file}.restoring`
  discardStaged(staged)
  createDatabaseFile(staged)
  try {
    const source = new DatabaseSync(backupFile, { readOnly: true, timeout: patienceMs })
    try {
      refuseForeign(source, backupFile)
      await backup(source, staged, { rate: allPages })
    } finally {
      source.close()
    }
  } catch (error) {
    discardStaged(staged)
    throw isDamaged(error)
      ? new StartProblem(`Файл не читается как копия базы: ${backupFile}.`, { cause: error })
      : error
  }
  return staged
}

export function discardStaged(staged: string): void {
  for (const side of ['', '-wal', '-shm', '-journal']) rmSync(staged + side, { force: true })
}

/**
 * Puts the staged database in the place of `file`; the caller holds the file's lock. Returns where the replaced one is
 * kept, null when there was none. A kill at any line leaves the old content or the new: the pages are exchanged in one
 * transaction of SQLite's own, or, where there is no readable database, by one rename.
 */
export async function replaceDatabase(file: string, staged: string): Promise<string | null> {
  const kept = existsSync(file) ? freeName(`${file}.before-restore`) : null
  if (isReadable(file)) {
    if (kept !== null) await copyInto(file, kept)
    await exchangePages(staged, file)
  } else {
    if (kept !== null) keepWreck(file, kept)
    for (const side of ['-wal', '-shm', '-journal']) rmSync(file + side, { force: true })
    renameDurably(staged, file)
  }
  discardStaged(staged)
  return kept
}

function refuseForeign(source: DatabaseSync, name: string): void {
  const verdict = source.prepare('pragma integrity_check(1)').get()?.['integrity_check']
  if (verdict !== 'ok') throw new StartProblem(`Копия повреждена: ${name} (${verdict}).`)
  if (source.prepare(ownTable).get() === undefined) throw new StartProblem(`Это не копия базы Mini-CRM: ${name}.`)
}

/** Damaged pages inside are no hindrance: all of them are replaced. */
function isReadable(file: string): boolean {
  if (!existsSync(file)) return false
  const db = new DatabaseSync(file, { timeout: patienceMs })
  try {
    db.prepare('select count(*) from sqlite_schema').get()
    return true
  } catch (error) {
    if (isDamaged(error)) return false
    throw error
  } finally {
    db.close()
  }
}

/** Page by page and unjudged: what is replaced may be damaged, and is wanted as it was. */
async function copyInto(file: string, kept: string): Promise<void> {
  const partial = `${kept}.partial`
  discardStaged(partial)
  createDatabaseFile(partial)
  await copyPages(file, partial)
  renameDurably(partial, kept)
}

/** A command that writes at this moment is waited for. */
async function exchangePages(staged: string, file: string): Promise<void> {
  for (const giveUpAt = performance.now() + patienceMs; ; await pause(50)) {
    try {
      return await copyPages(staged, file)
    } catch (error) {
      // node:sqlite answers a locked target with "not an error"
      if (!isBusy(error) && resultCode(error) !== 0) throw error
      if (performance.now() > giveUpAt)
        throw new StartProblem(`Базу ${file} занимает другая команда.`, { cause: error })
    }
  }
}

async function copyPages(from: string, to: string): Promise<void> {
  const source = new DatabaseSync(from, { timeout: patienceMs })
  try {
    await backup(source, to, { rate: allPages })
  } finally {
    source.close()
  }
}

/** The write-ahead log goes first: beside a new database an old log would be taken for its own. */
function keepWreck(file: string, kept: string): void {
  if (existsSync(`${file}-wal`)) renameSync(`${file}-wal`, `${kept}-wal`)
  copyFileSync(file, kept)
}

function freeName(name: string): string {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name}-${number}`
    if (!existsSync(candidate)) return candidate
  }
}
