import { Failure } from '#platform/failure.ts'

/** What one statement gave; `command` is PostgreSQL's word for what it did. */
export type Outcome = {
  readonly rows: Record<string, unknown>[]
  readonly changes: number
  readonly insertId: number
  readonly command?: string
}

/** One connection to a database server. Statements run one after another. */
export type ServerSession = {
  /** Throws `LostConnection`, a `Failure`, or the database's own error. Without an answer in time the session is given up. */
  run(sql: string, values?: readonly unknown[], limitMs?: number): Promise<Outcome>
  /** True once it can serve nobody any more. */
  readonly broken: boolean
  /** A statement has been sent and not answered yet. */
  readonly busy: boolean
  /** At once, without goodbye: the server rolls back what was open. */
  destroy(): void
  close(): Promise<void>
}

/** Times in milliseconds. */
export type ServerLimits = {
  /** Connections per process. */
  readonly connections: number
  /** The server ends a longer statement; a little later we stop waiting for its answer. */
  readonly statementMs: number
  readonly lockMs: number
  /** The server ends a transaction that runs no statement for so long. */
  readonly idleInTransactionMs: number
  /** How long somebody waits for a free connection before the answer is `overloaded`. */
  readonly patienceMs: number
}

export const usualServerLimits: ServerLimits = {
  connections: 10,
  statementMs: 10_000,
  lockMs: 5_000,
  idleInTransactionMs: 10_000,
  patienceMs: 5_000,
}

/** For migrations and copies: one connection that may work long and waits for others of its kind. */
export const patientServerLimits: ServerLimits = {
  connections: 2,
  statementMs: 600_000,
  lockMs: 60_000,
  idleInTransactionMs: 600_000,
  patienceMs: 60_000,
}

/** The connection is gone, or could not be made; what was not committed never happened, so the work may be done again. */
export class LostConnection extends Failure {
  constructor(cause: unknown) {
    super('unavailable')
    this.cause = cause
  }
}
