import { DatabaseSync } from 'node:sqlite'
import { boundValues } from '../bound-values.ts'
import { settleReader, settleWriter } from './pragmas.ts'
import { type Row, Statement, type StatementResult } from './statement.ts'

/** Preparing costs two to five times more than running; the oldest goes when there are more than this many. */
const KEPT_STATEMENTS = 500

/** One open SQLite file with its prepared statements. Everything here is synchronous. */
export class SqliteConnection {
  readonly #db: DatabaseSync
  readonly #statements = new Map<string, Statement>()

  constructor(db: DatabaseSync) {
    this.#db = db
  }

  get isInTransaction(): boolean {
    return this.#db.isTransaction
  }

  execute(sql: string, values: readonly unknown[] = []): StatementResult {
    return this.#statement(sql).execute(boundValues(values))
  }

  /** Streams over a statement of its own, so that the same SQL can run meanwhile. */
  iterate(sql: string, values: readonly unknown[]): Generator<Row> {
    return new Statement(this.#db, sql).iterate(boundValues(values))
  }

  close(): void {
    this.#statements.clear()
    this.#db.close()
  }

  #statement(sql: string): Statement {
    return this.#statements.get(sql) ?? this.#prepare(sql)
  }

  #prepare(sql: string): Statement {
    const statement = new Statement(this.#db, sql)
    if (this.#statements.size >= KEPT_STATEMENTS) this.#statements.delete(this.#oldest())
    this.#statements.set(sql, statement)
    return statement
  }

  #oldest(): string {
    return this.#statements.keys().next().value as string
  }
}

export function openWriter(file: string): SqliteConnection {
  return settled(new DatabaseSync(file), settleWriter)
}

/** Sees only durable commits: another connection than the writer's never reads uncommitted pages. */
export function openReader(file: string): SqliteConnection {
  return settled(new DatabaseSync(file, { readOnly: true }), settleReader)
}

function settled(db: DatabaseSync, settle: (db: DatabaseSync) => void): SqliteConnection {
  try {
    settle(db)
    return new SqliteConnection(db)
  } catch (error) {
    db.close()
    throw error
  }
}
