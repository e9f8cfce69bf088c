import { sql } from 'kysely'
import { hasLiveConsumers, numberEverything } from '#events/index.ts'
import type { Database, Reader } from '#platform/db/database.ts'
import { lockDatabaseFile } from '#platform/db/file-lock.ts'
import { StartProblem } from '#platform/start-problem.ts'
import { copiedTables, leftBehind } from './copied-tables.ts'

/** Runs `work` while nobody can write to the source. Throws a `StartProblem` when a server works on it. */
export async function whileLocked<T>(source: Database, work: (from: Reader) => Promise<T>): Promise<T> {
  if (source.file !== null) return whileFileIsLocked(source, source.file, work)
  if (await hasLiveConsumers(source)) throw new StartProblem('С базой работает сервер: остановите все её процессы.')
  await numberEverything(source)
  return source.inTransaction(
    async (tx) => {
      await lockTables(tx, source.dialect)
      try {
        return await work(tx)
      } finally {
        if (source.dialect === 'mysql') await sql`unlock tables`.execute(tx)
      }
    },
    { patient: true },
  )
}

async function whileFileIsLocked<T>(source: Database, file: string, work: (from: Reader) => Promise<T>): Promise<T> {
  const lock = lockDatabaseFile(file)
  try {
    return await work(source.reader)
  } finally {
    lock.release()
  }
}

/** Others may read, nobody may write; PostgreSQL lets go at the end of the transaction, MySQL when it is told. */
async function lockTables(tx: Reader, dialect: Database['dialect']): Promise<void> {
  const names = [...copiedTables.map(({ table }) => table), ...leftBehind].map((table) => sql.table(table))
  if (dialect === 'postgres') await sql`lock table ${sql.join(names)} in share mode`.execute(tx)
  else await sql`lock tables ${sql.join(names.map((name) => sql`${name} read`))}`.execute(tx)
}
