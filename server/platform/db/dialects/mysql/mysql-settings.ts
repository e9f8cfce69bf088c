import { StartProblem } from '#platform/start-problem.ts'
import type { ServerLimits, ServerSession } from '../server/server-session.ts'

const sqlMode =
  'ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'

type Settings = Readonly<Record<string, string | number>>

/** The two families share most names; MySQL counts milliseconds where MariaDB counts seconds. */
function wanted(isMariadb: boolean, limits: ServerLimits): Settings {
  const seconds = (ms: number) => Math.ceil(ms / 1000)
  const both = {
    [isMariadb ? 'tx_isolation' : 'transaction_isolation']: 'READ-COMMITTED',
    sql_mode: sqlMode,
    time_zone: '+00:00',
    autocommit: 1,
    foreign_key_checks: 1,
    unique_checks: 1,
    innodb_lock_wait_timeout: seconds(limits.lockMs),
    character_set_client: 'utf8mb4',
    character_set_results: 'utf8mb4',
    // after the character set, which brings a collation of its own; columns have the same one
    collation_connection: isMariadb ? 'utf8mb4_nopad_bin' : 'utf8mb4_0900_bin',
  }
  return isMariadb
    ? {
        ...both,
        max_statement_time: seconds(limits.statementMs),
        idle_transaction_timeout: seconds(limits.idleInTransactionMs),
      }
    : { ...both, max_execution_time: limits.statementMs, wait_timeout: 120 }
}

/** Throws a `StartProblem` about an old server or a setting that does not hold. */
export async function applyMysqlSettings(session: ServerSession, limits: ServerLimits): Promise<void> {
  const isMariadb = assertVersion(String((await session.run('select version() as v')).rows[0]?.['v']))
  const settings = wanted(isMariadb, limits)
  // two indexes intersected would be two long reads and a sort, where one index leads to the first rows of a page
  const all = { ...settings, optimizer_switch: 'index_merge=off' }
  await session.run(`set ${Object.entries(all).map(([name, value]) => `session ${name} = ${literal(value)}`)}`)
  await assertHeld(session, { ...settings, ...stored })
}

/** Of the server: a commit that is answered is on stable storage. */
const stored: Settings = { innodb_flush_log_at_trx_commit: 1 }

async function assertHeld(session: ServerSession, settings: Settings): Promise<void> {
  const names = Object.keys(settings)
  const { rows } = await session.run(`select ${names.map((name) => `@@${name} as ${name}`).join(', ')}`)
  for (const [name, value] of Object.entries(settings)) {
    const found = rows[0]?.[name]
    if (sorted(found) !== sorted(value))
      throw new StartProblem(`MySQL: настройка ${name} должна быть «${value}», а она «${found}».`)
  }
}

/** The server gives lists such as sql_mode in an order of its own, and seconds as 10.000000. */
function sorted(value: unknown): string {
  const text = String(value)
  return /^[\d.]+$/.test(text) ? String(Number(text)) : text.split(',').sort().join()
}

function assertVersion(version: string): boolean {
  const isMariadb = version.includes('MariaDB')
  const [major = 0, minor = 0] = version
    .replace(/^5\.5\.5-/, '')
    .split('.')
    .map(Number.parseFloat)
  if (major * 1000 + minor >= (isMariadb ? 10_011 : 8_000)) return isMariadb
  throw new StartProblem(`DB_URL: нужна MariaDB 10.11 или MySQL 8.0 и новее, а на сервере ${version}.`)
}

function literal(value: string | number): string {
  return typeof value === 'number' ? String(value) : `'${value}'`
}
