import { chmodSync, existsSync, rmSync, statSync } from 'node:fs'
import { backup, DatabaseSync } from 'node:sqlite'
import { StartProblem } from '#platform/start-problem.ts'
import { renameDurably } from './flush.ts'

/** All pages in one step, on another thread: one snapshot, while writers go on and nothing starts over. */
const ALL_PAGES = 0x7fff_ffff

/**
 * Copies a live SQLite file to `target` while others write: everything committed before the call is in it.
 * The copy is one whole file, checked and fsynced before it gets its name. An existing `target` is overwritten only
 * when `replace` says so, and then only by the finished copy.
 */
export async function backupDatabase(file: string, target: string, { replace = false } = {}): Promise<void> {
  if (!replace && existsSync(target)) throw new StartProblem(`Файл уже есть и не будет перезаписан: ${target}.`)
  await intoPartial(target, async (partial) => {
    const source = new DatabaseSync(file, { readOnly: true, timeout: 5000 })
    try {
      await backup(source, partial, { rate: ALL_PAGES })
    } finally {
      source.close()
    }
    finishCopy(file, partial)
  })
}

/** Called inside the migration's transaction, so it must not await. A copy left by an attempt that failed is replaced. Returns its path. */
export function copyBeforeMigration(file: string, migration: string): string {
  const target = `${file}.before-${migration}`
  const partial = partialOf(target)
  rmSync(partial, { force: true })
  const source = new DatabaseSync(file, { readOnly: true, timeout: 5000 })
  try {
    source.prepare('vacuum into ?').run(partial)
  } finally {
    source.close()
  }
  finishCopy(file, partial)
  renameDurably(partial, target)
  return target
}

async function intoPartial(target: string, write: (partial: string) => Promise<void>): Promise<void> {
  const partial = partialOf(target)
  rmSync(partial, { force: true })
  try {
    await write(partial)
    renameDurably(partial, target)
  } catch (error) {
    rmSync(partial, { force: true })
    throw error
  }
}

function partialOf(target: string): string {
  return `${target}.partial`
}

/** One file without a write-ahead log beside it, whole, and readable by nobody who could not read the original. */
function finishCopy(original: string, copy: string): void {
  chmodSync(copy, statSync(original).mode & 0o777)
  const db = new DatabaseSync(copy)
  try {
    db.exec('pragma journal_mode = delete')
    const verdict = db.prepare('pragma integrity_check(1)').get()?.['integrity_check']
    if (verdict !== 'ok') throw new Error(`The copy is damaged: ${verdict}`)
  } finally {
    db.close()
  }
}
