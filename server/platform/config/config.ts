import { StartProblem } from '../start-problem.ts'
import { type KafkaConfig, readKafka } from './kafka-config.ts'
import { chooseMode, type Mode } from './mode.ts'
import { Reading } from './reading.ts'
import type { Environment } from './settings.ts'

/** api answers requests, bridge publishes the log to Kafka, consumers handle events. */
export const roles = ['api', 'bridge', 'consumers'] as const
export type Role = (typeof roles)[number]

export type Config = {
  readonly dbUrl: string
  readonly mode: Mode
  readonly host: string
  readonly port: number
  /** null in local mode: a key of its own is kept beside the database. */
  readonly secretKey: string | null
  readonly publicUrl: URL | null
  readonly trustedProxies: readonly string[]
  readonly registration: 'open' | 'closed'
  readonly publicDocs: boolean
  readonly metricsToken: string | null
  readonly idleHours: { readonly student: number; readonly staff: number; readonly administrators: number }
  readonly mail: { readonly smtpUrl: string; readonly from: string } | null
  readonly roles: readonly Role[]
  readonly kafka: KafkaConfig | null
  readonly retentionDays: number | null
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  readonly logFormat: 'text' | 'json'
}

/** Reads all settings at once; every problem is named in the one `StartProblem` it throws. */
export function readConfig(environment: Environment): Config {
  const reading = new Reading(environment)
  const host = reading.text('HOST') ?? '127.0.0.1'
  const publicUrl = reading.url('PUBLIC_URL')
  const trustedProxies = reading.addresses('TRUSTED_PROXIES')
  const production = environment['NODE_ENV'] === 'production'
  const mode = chooseMode({ host, publicUrl, proxies: trustedProxies.length > 0, production }, reading)
  const config: Config = {
    dbUrl: reading.text('DB_URL') ?? 'sqlite:///./crm.db',
    mode,
    host,
    port: reading.integer('PORT', 0, 65535) ?? 8000,
    secretKey: reading.secret('SECRET_KEY', mode),
    publicUrl,
    trustedProxies,
    registration: reading.oneOf('REGISTRATION', ['open', 'closed']) ?? 'closed',
    publicDocs: reading.oneOf('DOCS', ['public', 'staff']) === 'public',
    metricsToken: reading.longText('METRICS_TOKEN', 16),
    idleHours: reading.idleHours('SESSION_IDLE_HOURS'),
    mail: reading.mail(),
    roles: reading.someOf('ROLES', roles) ?? roles,
    kafka: readKafka(reading),
    retentionDays: reading.integer('EVENTS_RETENTION_DAYS', 1, 36500),
    logLevel: reading.oneOf('LOG_LEVEL', ['debug', 'info', 'warn', 'error', 'silent']) ?? 'info',
    logFormat: reading.oneOf('LOG_FORMAT', ['text', 'json']) ?? (mode === 'local' ? 'text' : 'json'),
  }
  refuseSplitFile(config, reading)
  refuseIdleBridge(config, reading)
  if (reading.problems.length > 0) throw new StartProblem(settingsMessage(reading.problems))
  return config
}

/** One process owns a SQLite file, so there is nobody to share the work with. */
function refuseSplitFile({ roles: chosen, dbUrl }: Config, reading: Reading): void {
  if (chosen.length < roles.length && dbUrl.startsWith('sqlite:'))
    reading.problems.push('ROLES: с SQLite один процесс делает всё; роли делятся при PostgreSQL или MySQL')
}

function refuseIdleBridge({ roles: chosen, kafka }: Config, reading: Reading): void {
  if (chosen.join() === 'bridge' && kafka === null)
    reading.problems.push('ROLES: bridge передаёт события в Kafka; задайте KAFKA_BOOTSTRAP_SERVERS')
}

function settingsMessage(problems: readonly string[]): string {
  return ['Настройки не подходят, сервер не запущен:', ...problems.map((problem) => `  · ${problem}`)].join('\n')
}
