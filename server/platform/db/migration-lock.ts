import { type QueryExecutorProvider, sql } from 'kysely'
import { StartProblem } from '#platform/start-problem.ts'
import { dialectOf } from './dialect-of.ts'

/** Seconds to wait for another process's migration. */
const patience = 60

/** One process migrates at a time. On SQLite the transaction itself is the lock. */
export async function takeMigrationLock(tx: QueryExecutorProvider): Promise<void> {
  const dialect = dialectOf(tx)
  // ends with the transaction; the number stands for the schema, so that schools in one database do not wait for each other
  if (dialect === 'postgres') await sql`select pg_advisory_xact_lock(20261122, hashtext(current_schema()))`.execute(tx)
  if (dialect !== 'mysql') return
  const { rows } = await sql<{ got: number | null }>`select get_lock(${mysqlLock}, ${patience}) as got`.execute(tx)
  if (rows[0]?.got !== 1) throw new StartProblem('База занята обновлением в другом процессе больше минуты.')
}

/** MySQL's lock belongs to the connection, which goes back to the pool. */
export async function giveMigrationLockBack(tx: QueryExecutorProvider): Promise<void> {
  if (dialectOf(tx) === 'mysql') await sql`select release_lock(${mysqlLock})`.execute(tx)
}

/** Where unqualified names lead on PostgreSQL; undefined on the others, which have one place only. */
export async function currentSchema(db: QueryExecutorProvider): Promise<string | undefined> {
  if (dialectOf(db) !== 'postgres') return undefined
  const { rows } = await sql<{ schema: string | null }>`select current_schema() as schema`.execute(db)
  const schema = rows[0]?.schema
  if (schema == null) throw new StartProblem('PostgreSQL: схема из search_path не существует; создайте её.')
  return schema
}

const mysqlLock = sql`concat('crm migration ', left(database(), 50))`
