/** PostgreSQL: serialization_failure, deadlock_detected. */
const postgresCodes = new Set(['40001', '40P01'])
/** MySQL and MariaDB: lock wait timeout, deadlock, record changed since last read (MariaDB's snapshot isolation). */
const mysqlNumbers = new Set([1205, 1213, 1020])

/** Whether the database gave up on this transaction only because of its neighbours. SQLite never does: it has one writer. */
export function isWorthRetrying(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code, errno } = error as Error & { code?: unknown; errno?: unknown }
  return postgresCodes.has(code as string) || mysqlNumbers.has(errno as number)
}
