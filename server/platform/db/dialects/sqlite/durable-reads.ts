import type { SqliteConnection } from './sqlite-connection.ts'
import type { Row, StatementResult } from './statement.ts'

/**
 * The read-only connection. Reads that follow each other without the event loop turning in between share one snapshot:
 * they agree with each other, and SQLite takes its locks once and not for every statement.
 * The snapshot ends before anything else can happen, so nobody reads less than was durable when the request came in.
 */
export class DurableReads {
  readonly #connection: SqliteConnection
  #isOpen = false

  constructor(connection: SqliteConnection) {
    this.#connection = connection
  }

  execute(sql: string, values: readonly unknown[]): StatementResult {
    if (!this.#isOpen) this.#beginSnapshot()
    return this.#connection.execute(sql, values)
  }

  /** Outside the snapshot: rows that stream for a while must not keep it open for others. */
  iterate(sql: string, values: readonly unknown[]): Generator<Row> {
    this.endSnapshot()
    return this.#connection.iterate(sql, values)
  }

  /** Must be called before every commit of this process, so that whoever waited for it reads it. */
  endSnapshot = (): void => {
    if (!this.#isOpen) return
    this.#isOpen = false
    // SQLite may have ended it by itself, after a read error
    if (this.#connection.isInTransaction) this.#connection.execute('commit')
  }

  close(): void {
    this.endSnapshot()
    this.#connection.close()
  }

  #beginSnapshot(): void {
    this.#connection.execute('begin')
    this.#isOpen = true
    process.nextTick(this.endSnapshot)
  }
}
