import pg from 'pg'
import { answeredInTime } from '../server/answered-in-time.ts'
import type { ServerAddress } from '../server/server-address.ts'
import { LostConnection, type Outcome, type ServerLimits, type ServerSession } from '../server/server-session.ts'
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

class PostgresSession implements ServerSession {
  readonly #client: pg.Client
  readonly #limitMs: number
  #running = 0
  broken = false

  constructor(client: pg.Client, { statementMs }: ServerLimits) {
    this.#client = client
    this.#limitMs = statementMs + 2_000
    client.on('error', () => {
      this.broken = true
    })
    client.on('end', () => {
      this.broken = true
    })
  }

  get busy(): boolean {
    return this.#running > 0
  }

  async run(sql: string, values: readonly unknown[] = [], limitMs = this.#limitMs): Promise<Outcome> {
    if (this.broken) throw new LostConnection(undefined)
    this.#running++
    try {
      const answer = this.#client.query({ text: sql, values: values as unknown[], ...statementName(sql, values) })
      const { rows, rowCount, command } = await answeredInTime(answer, limitMs, () => this.destroy())
      return { rows, changes: command === 'SELECT' ? 0 : (rowCount ?? 0), insertId: 0, command }
    } catch (error) {
      const told = translated(error)
      if (told instanceof LostConnection) this.destroy()
      throw told
    } finally {
      this.#running--
    }
  }

  destroy(): void {
    this.broken = true
    ;(this.#client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy()
  }

  async close(): Promise<void> {
    if (this.broken) return this.destroy()
    this.broken = true
    const late = setTimeout(() => this.destroy(), goodbyeMs)
    await this.#client.end().catch(() => {})
    clearTimeout(late)
  }
}
