import mysql from 'mysql2'
import { OneConnection } from '../server/one-connection.ts'
import type { ServerAddress } from '../server/server-address.ts'
import type { Outcome, ServerLimits, ServerSession } from '../server/server-session.ts'
import { readExactly } from './exact-rows.ts'
import { translated } from './mysql-errors.ts'
import { applyMysqlSettings } from './mysql-settings.ts'

/** Connects, sets what we rely on and checks that it holds. Throws mysql2's error, or a `StartProblem` about a setting or an old server. */
export async function openMysqlSession(address: ServerAddress, limits: ServerLimits): Promise<ServerSession> {
  const connection = mysql.createConnection({
    ...(address.socket === null ? { host: address.host, port: address.port } : { socketPath: address.socket }),
    user: address.user,
    password: address.password,
    database: address.database,
    ...(address.tls && { ssl: { ...address.tls } as mysql.SslOptions }),
    charset: 'utf8mb4',
    timezone: 'Z',
    supportBigNumbers: true,
    connectTimeout: 5_000,
    enableKeepAlive: true,
  })
  const session = new MysqlSession(connection, limits)
  try {
    await new Promise<void>((resolve, reject) => connection.connect((error) => (error ? reject(error) : resolve())))
    await applyMysqlSettings(session, limits)
    return session
  } catch (error) {
    session.destroy()
    throw error
  }
}

class MysqlSession extends OneConnection {
  readonly #connection: mysql.Connection

  constructor(connection: mysql.Connection, limits: ServerLimits) {
    super(limits)
    this.#connection = connection
    for (const end of ['error', 'end'] as const) {
      connection.on(end, () => {
        this.broken = true
      })
    }
  }

  /** Values are written into the text by mysql2: as numbers of a prepared statement they would all arrive as doubles. */
  protected ask(sql: string, values: readonly unknown[]): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      this.#connection.query(sql, values.map(asLiteral), (error, result, fields) => {
        if (error) reject(error)
        else if (Array.isArray(result)) settle(() => ({ rows: readExactly(result, fields), changes: 0, insertId: 0 }))
        else resolve({ rows: [], changes: result.affectedRows, insertId: result.insertId })
      })
      const settle = (outcome: () => Outcome) => {
        try {
          resolve(outcome())
        } catch (error) {
          reject(error)
        }
      }
    })
  }

  protected translated(error: unknown): unknown {
    return translated(error)
  }

  protected cut(): void {
    this.#connection.destroy()
  }

  protected sayGoodbye(): Promise<void> {
    return new Promise((resolve) => this.#connection.end(() => resolve()))
  }
}

/** mysql2 knows bytes only as a Buffer; a bigint it would quote as text. */
function asLiteral(value: unknown): unknown {
  if (typeof value === 'bigint') return mysql.raw(String(value))
  return value instanceof Uint8Array && !Buffer.isBuffer(value) ? Buffer.from(value) : value
}
