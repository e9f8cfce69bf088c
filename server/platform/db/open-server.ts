import { Kysely } from 'kysely'
import { StartProblem } from '#platform/start-problem.ts'
import type { Database, Tables } from './database.ts'
import { ServerMysqlDialect } from './dialects/mysql/mysql-dialect.ts'
import { mysqlStartProblem } from './dialects/mysql/mysql-errors.ts'
import { openMysqlSession } from './dialects/mysql/mysql-session.ts'
import { ServerPostgresDialect } from './dialects/postgres/postgres-dialect.ts'
import { postgresStartProblem } from './dialects/postgres/postgres-errors.ts'
import { openPostgresSession } from './dialects/postgres/postgres-session.ts'
import { labelOf, type ServerAddress } from './dialects/server/server-address.ts'
import { ServerDriver } from './dialects/server/server-driver.ts'
import {
  patientServerLimits,
  type ServerLimits,
  type ServerSession,
  usualServerLimits,
} from './dialects/server/server-session.ts'
import { SessionPool } from './dialects/server/session-pool.ts'
import { transactionsOn } from './transaction.ts'

/** Opens a database on a server. Throws a `StartProblem` with one clear line when no connection can be made. */
export async function openServerDatabase(
  address: ServerAddress,
  limits: Partial<ServerLimits> = {},
): Promise<Database> {
  const usual = poolFor(address, { ...usualServerLimits, ...limits })
  await assertReachable(usual, address)
  const patient = poolFor(address, patientServerLimits)
  const counted = { transactions: 0, commits: 0 }
  const [reader, patientDb] = [usual, patient].map((pool) => kyselyOn(address, pool, counted)) as [
    Kysely<Tables>,
    Kysely<Tables>,
  ]
  const inTransaction = transactionsOn(reader)
  const patiently = transactionsOn(patientDb)
  return {
    dialect: address.dialect,
    label: labelOf(address),
    file: null,
    reader,
    inTransaction: (work, options) => (options?.patient ? patiently : inTransaction)(work, options),
    stats: () => ({ ...counted, waiting: usual.waiting }),
    async checkpoint() {},
    compact: async () => true,
    async close() {
      await Promise.all([usual.close(), patient.close()])
    },
  }
}

function poolFor(address: ServerAddress, limits: ServerLimits): SessionPool {
  return new SessionPool(() => openSession(address, limits), limits)
}

function openSession(address: ServerAddress, limits: ServerLimits): Promise<ServerSession> {
  return address.dialect === 'postgres' ? openPostgresSession(address, limits) : openMysqlSession(address, limits)
}

function kyselyOn({ dialect }: ServerAddress, pool: SessionPool, counted: { transactions: number; commits: number }) {
  const driver = () => new ServerDriver(pool, counted)
  return new Kysely<Tables>({
    dialect: dialect === 'postgres' ? new ServerPostgresDialect(driver) : new ServerMysqlDialect(driver),
  })
}

async function assertReachable(pool: SessionPool, address: ServerAddress): Promise<void> {
  try {
    pool.give(await pool.take())
  } catch (error) {
    if (error instanceof StartProblem) throw error
    const cause = error instanceof Error ? (error.cause ?? error) : error
    const reason = (address.dialect === 'postgres' ? postgresStartProblem : mysqlStartProblem)(cause)
    throw new StartProblem(`База недоступна, ${labelOf(address)}: ${reason ?? networkReason(cause)}.`, { cause: error })
  }
}

function networkReason(error: unknown): string {
  const { code, message } = (error instanceof AggregateError ? error.errors[0] : error) as NodeJS.ErrnoException
  const known: Readonly<Record<string, string>> = {
    ECONNREFUSED: 'там никто не отвечает, сервер не запущен или порт другой',
    ENOENT: 'такого сокета нет',
    ENOTFOUND: 'такого имени нет',
    EAI_AGAIN: 'имя не находится',
    ETIMEDOUT: 'нет ответа',
  }
  return known[code ?? ''] ?? String(message).split('\n')[0] ?? 'нет связи'
}
