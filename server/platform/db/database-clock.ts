import { type RawBuilder, sql } from 'kysely'
import type { DialectName } from './database.ts'

const milliseconds: Record<DialectName, RawBuilder<number>> = {
  sqlite: sql<number>`cast(round((julianday('now') - 2440587.5) * 86400000) as integer)`,
  postgres: sql<number>`cast(extract(epoch from clock_timestamp()) * 1000 as bigint)`,
  mysql: sql<number>`cast(unix_timestamp(sysdate(3)) * 1000 as signed)`,
}

/** Epoch milliseconds by the database's own clock: what several processes can agree on. */
export function databaseNow(dialect: DialectName): RawBuilder<number> {
  return milliseconds[dialect]
}
