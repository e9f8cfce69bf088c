import pg from 'pg'
import { OneConnection } from '../server/one-connection.ts'
import type { ServerAddress } from '../server/server-address.ts'
import type { Outcome, ServerLimits, ServerSession } from '../server/server-session.ts'
import { exactNumbers } from './exact-numbers.ts'
import { translated } from './postgres-errors.ts'
import { assertPostgresSettings, startOptions } from './postgres-settings.ts'
import { statementName } from './statement-names.ts'

/** Connects with our settings and checks that they hold. Throws pg's error, or a `StartProblem` about a setting or an old server. */
export async function openPostgresSession(address: ServerAddress, limits: ServerLimits): Promise<ServerSession> {
  const client = new pg.Client({
    host: address.socket ?? address.host,
    port: address.port,
    user: address.user,
    password: address.password,
    database: address.database,
    ssl: address.tls ?? false,
    options: startOptions(limits, address.options),
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    types: exactNumbers,
  })
  const session = new PostgresSession(client, limits)
  try {
    await client.connect()
    await assertPostgresSettings(session, limits)
    return session
  } catch (error) {
    session.destroy()
    throw error
  }
}

/** A server that stands still never says goodbye. */
const goodbyeMs = 1_000

class PostgresSession extends OneConnection {
  readonly #client: pg.Client

  constructor(client: pg.Client, limits: ServerLimits) {
    super(limits)
    this.#client = client
    client.on('error', () => {
      this.broken = true
    })
    client.on('end', () => {
      this.broken = true
    })
  }

  protected async ask(sql: string, values: readonly unknown[]): Promise<Outcome> {
    const question = { text: sql, values: values as unknown[], ...statementName(sql, values) }
    const { rows, rowCount, command } = await this.#client.query(question)
    return { rows, changes: command === 'SELECT' ? 0 : (rowCount ?? 0), insertId: 0, command }
  }

  protected translated(error: unknown): unknown {
    return translated(error)
  }

  protected cut(): void {
    ;(this.#client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy()
  }

  protected async sayGoodbye(): Promise<void> {
    const late = setTimeout(() => this.destroy(), goodbyeMs)
    await this.#client.end().catch(() => {})
    clearTimeout(late)
  }
}
