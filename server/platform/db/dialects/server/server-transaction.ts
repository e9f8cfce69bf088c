import { Failure } from '#platform/failure.ts'
import { isWorthRetrying } from '../../retry-reasons.ts'
import { LostConnection, type Outcome, type ServerSession } from './server-session.ts'

/** One open transaction on a session, until its end; after that it refuses everything. */
export class ServerTransaction {
  readonly #session: ServerSession
  #refusal: unknown

  constructor(session: ServerSession) {
    this.#session = session
  }

  async run(sql: string, values: readonly unknown[]): Promise<Outcome> {
    this.#assertOpen()
    try {
      return await this.#session.run(sql, values)
    } catch (error) {
      // MySQL has rolled back by now and would run the next statement outside any transaction
      if (isWorthRetrying(error)) this.#refusal = error
      throw error
    }
  }

  /** Throws `unavailable` when nobody can say whether it was committed: the work must not be done again. */
  async commit(): Promise<void> {
    this.#assertOpen()
    this.#refusal = new Error('This transaction is committed')
    const outcome = await this.#session.run('commit').catch((error: unknown) => {
      throw error instanceof LostConnection ? Object.assign(new Failure('unavailable'), { cause: error }) : error
    })
    // PostgreSQL answers the COMMIT of a transaction in which a statement failed by rolling back
    if (outcome.command === 'ROLLBACK') throw new Error('A statement of this transaction had failed: rolled back')
  }

  /** A statement that is still running cannot be waited for: its connection is given up, and the server rolls back. */
  async rollback(): Promise<void> {
    this.#refusal = new Error('This transaction is rolled back')
    if (this.#session.busy) return this.#session.destroy()
    await this.#session.run('rollback').catch(() => this.#session.destroy())
  }

  close(): void {
    this.#refusal ??= new Error('This transaction has ended')
  }

  #assertOpen(): void {
    if (this.#refusal !== undefined) throw this.#refusal
  }
}
