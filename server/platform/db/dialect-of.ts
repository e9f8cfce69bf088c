import { MysqlAdapter, PostgresAdapter, type QueryExecutor } from 'kysely'
import type { DialectName } from './database.ts'

/** Which database a transaction or reader speaks to, where the way to do a thing differs between them. */
export function dialectOf(reader: { getExecutor(): QueryExecutor }): DialectName {
  const { adapter } = reader.getExecutor()
  if (adapter instanceof PostgresAdapter) return 'postgres'
  return adapter instanceof MysqlAdapter ? 'mysql' : 'sqlite'
}
