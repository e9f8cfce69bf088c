import { StartProblem } from '#platform/start-problem.ts'
import type { ServerLimits, ServerSession } from '../server/server-session.ts'

const oldest = 150_000

/** Said with the connection itself, so that no default of the server matters. */
function wanted({ statementMs, lockMs, idleInTransactionMs }: ServerLimits): Readonly<Record<string, string>> {
  return {
    default_transaction_isolation: 'read committed',
    default_transaction_read_only: 'off',
    synchronous_commit: 'on',
    standard_conforming_strings: 'on',
    timezone: 'UTC',
    statement_timeout: String(statementMs),
    lock_timeout: String(lockMs),
    idle_in_transaction_session_timeout: String(idleInTransactionMs),
  }
}

/** Only speed depends on it: indexes lie in memory or on a disk without a moving head. */
const advice = { random_page_cost: '1.1' }

export function startOptions(limits: ServerLimits, given: string | null): string {
  const ours = Object.entries({ ...wanted(limits), ...advice }).map(
    ([name, value]) => `-c ${name}=${value.replaceAll(' ', '\\ ')}`,
  )
  return [given ?? '', ...ours].join(' ').trim()
}

/** Throws a `StartProblem` that names the setting: a pooler between us may have dropped what we asked for. */
export async function assertPostgresSettings(session: ServerSession, limits: ServerLimits): Promise<void> {
  const { rows } = await session.run(
    `select name, setting from pg_settings where name in
      ('default_transaction_isolation', 'default_transaction_read_only', 'synchronous_commit', 'standard_conforming_strings',
       'TimeZone', 'statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout',
       'fsync', 'server_encoding', 'server_version_num')`,
  )
  const found = new Map(rows.map((row) => [String(row['name']).toLowerCase(), String(row['setting'])]))
  if (Number(found.get('server_version_num')) < oldest) throw new StartProblem('DB_URL: нужен PostgreSQL 15 или новее.')
  const server = { fsync: 'on', server_encoding: 'UTF8' }
  for (const [name, value] of Object.entries({ ...wanted(limits), ...server })) {
    if (found.get(name) === value) continue
    throw new StartProblem(`PostgreSQL: настройка ${name} должна быть «${value}», а она «${found.get(name)}».`)
  }
}
