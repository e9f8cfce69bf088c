import { platform } from 'node:os'
import type { DatabaseSync } from 'node:sqlite'
import { StartProblem } from '#platform/start-problem.ts'

type Pragma = readonly [name: string, value: string | number, readsBackAs?: string | number]

/** Promises R1 and R2 rest on the first two: a commit is fsynced before it is answered. */
const durability: readonly Pragma[] = [
  ['journal_mode', 'wal'],
  ['synchronous', 'full', 2],
  ['foreign_keys', 1],
  ['secure_delete', 1],
  // the write-ahead log is cut back to this many bytes after a checkpoint
  ['journal_size_limit', 16 * 1024 * 1024],
]

// on macOS a plain fsync leaves the bytes in the drive's cache
const macDurability: readonly Pragma[] = [
  ['fullfsync', 1],
  ['checkpoint_fullfsync', 1],
]

const shared: readonly Pragma[] = [
  ['trusted_schema', 0],
  // sorts and sub-journals stay out of temporary files: they hold personal data
  ['temp_store', 'memory', 2],
  // read errors must be errors: through a memory map they would be signals that end the process
  ['mmap_size', 0],
]

/** Another process's write lock is waited for without blocking the event loop, so SQLite itself hardly waits. */
const writerWait: Pragma = ['busy_timeout', 10]
const readerWait: Pragma = ['busy_timeout', 5000]

/** Sets what the writer's promises need and reads it back; throws a `StartProblem` that names the setting that did not hold. */
export function settleWriter(db: DatabaseSync): void {
  db.exec('pragma busy_timeout = 5000')
  const needed = platform() === 'darwin' ? [...durability, ...macDurability] : durability
  settle(db, [...needed, ...shared, ['cache_size', -8192], writerWait])
}

export function settleReader(db: DatabaseSync): void {
  settle(db, [readerWait, ['query_only', 1], ...shared, ['cache_size', -16384]])
}

function settle(db: DatabaseSync, pragmas: readonly Pragma[]): void {
  for (const [name, value, readsBackAs = value] of pragmas) {
    db.exec(`pragma ${name} = ${value}`)
    const found = readPragma(db, name)
    if (found !== readsBackAs) {
      throw new StartProblem(`SQLite не принял настройку ${name}: нужно ${readsBackAs}, осталось ${found}.`)
    }
  }
}

function readPragma(db: DatabaseSync, name: string): unknown {
  const row = db.prepare(`pragma ${name}`).get()
  // a build without memory maps answers mmap_size with no row
  return row === undefined ? 0 : Object.values(row)[0]
}
