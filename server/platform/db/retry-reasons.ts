import { LostConnection } from './dialects/server/server-session.ts'

/** PostgreSQL: serialization_failure, deadlock_detected, lock_not_available (waited too long for a lock). */
const postgresCodes = new Set(['40001', '40P01', '55P03'])
/** MySQL and MariaDB: lock wait timeout, deadlock, record changed since last read (MariaDB's snapshot isolation). */
const mysqlNumbers = new Set([1205, 1213, 1020])

/**
 * Whether the transaction failed only because of its neighbours, or because the connection was lost before its COMMIT.
 * On SQLite neither happens: it has one writer and no connection to lose.
 */
export function isWorthRetrying(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof LostConnection) return true
  const { code, errno } = error as Error & { code?: unknown; errno?: unknown }
  return postgresCodes.has(code as string) || mysqlNumbers.has(errno as number)
}
