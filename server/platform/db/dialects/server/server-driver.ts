import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely'
import { boundValues } from '../bound-values.ts'
import { isReading } from '../reading.ts'
import { LostConnection, type Outcome, type ServerSession } from './server-session.ts'
import { ServerTransaction } from './server-transaction.ts'
import type { SessionPool } from './session-pool.ts'

export type TransactionCounts = { transactions: number; commits: number }

/** A read outside a transaction is tried again on other connections: after a restart of the server all of them are dead. */
const readAttempts = 12

/** Lends Kysely connections of the pool, each in a wrapper of its own: a `tx` that comes too late meets only its wrapper. */
export class ServerDriver implements Driver {
  readonly #pool: SessionPool
  readonly #counted: TransactionCounts

  constructor(pool: SessionPool, counted: TransactionCounts) {
    this.#pool = pool
    this.#counted = counted
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return new LentConnection(this.#pool, await this.#pool.take())
  }

  beginTransaction(connection: DatabaseConnection): Promise<void> {
    this.#counted.transactions++
    return (connection as LentConnection).begin()
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await (connection as LentConnection).transaction.commit()
    this.#counted.commits++
  }

  rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    return (connection as LentConnection).transaction.rollback()
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    ;(connection as LentConnection).giveBack()
  }

  /** The pool outlives Kysely, which never destroys a driver it has not used yet. */
  async destroy(): Promise<void> {}
}

class LentConnection implements DatabaseConnection {
  readonly #pool: SessionPool
  #session: ServerSession
  #transaction: ServerTransaction | undefined

  constructor(pool: SessionPool, session: ServerSession) {
    this.#pool = pool
    this.#session = session
  }

  /** Stays set after the end: a handler that comes too late must be refused, not run outside its transaction. */
  get transaction(): ServerTransaction {
    if (this.#transaction === undefined) throw new Error('No transaction was begun on this connection')
    return this.#transaction
  }

  async begin(): Promise<void> {
    await this.#session.run('begin')
    this.#transaction = new ServerTransaction(this.#session)
  }

  giveBack(): void {
    this.#transaction?.close()
    this.#pool.give(this.#session)
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const values = boundValues(query.parameters)
    if (this.#transaction) return queryResult<R>(await this.#transaction.run(query.sql, values))
    const attempts = isReading(query) ? readAttempts : 1
    return queryResult<R>(await this.#runAlone(query.sql, values, attempts))
  }

  async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    yield await this.executeQuery<R>(query)
  }

  async #runAlone(sql: string, values: readonly unknown[], attempts: number): Promise<Outcome> {
    try {
      return await this.#session.run(sql, values)
    } catch (error) {
      if (!(error instanceof LostConnection) || attempts <= 1) throw error
      const lost = this.#session
      this.#session = await this.#pool.take()
      this.#pool.give(lost)
      return this.#runAlone(sql, values, attempts - 1)
    }
  }
}

function queryResult<R>({ rows, changes, insertId }: Outcome): QueryResult<R> {
  return { rows: rows as R[], numAffectedRows: BigInt(changes), insertId: BigInt(insertId) }
}
