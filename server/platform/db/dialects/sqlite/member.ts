import type { CommitGroup } from './commit-group.ts'
import { storageFailure } from './sqlite-errors.ts'
import type { Row, StatementResult } from './statement.ts'

/** One transaction inside a shared commit: a savepoint. Members run strictly one after another. */
export class Member {
  /** Resolves when the next one may run. */
  readonly ended: Promise<void>
  /** Grows with use: a member whose count stands still is idle. */
  statements = 0
  #refusal: Error | undefined
  readonly #group: CommitGroup
  readonly #end = Promise.withResolvers<void>()

  constructor(group: CommitGroup) {
    this.#group = group
    this.ended = this.#end.promise
    group.writer.execute('savepoint member')
  }

  execute(sql: string, values: readonly unknown[]): StatementResult {
    this.#assertOpen()
    this.statements++
    try {
      return this.#group.writer.execute(sql, values)
    } catch (error) {
      throw storageFailure(error) === undefined ? error : this.#lose(error)
    }
  }

  iterate(sql: string, values: readonly unknown[]): Generator<Row> {
    this.#assertOpen()
    this.statements++
    return this.#group.writer.iterate(sql, values)
  }

  /** Answers after the shared commit is durable. */
  async commit(): Promise<void> {
    if (this.#group.failure === undefined) {
      this.#assertOpen()
      this.#finish(['release member'], new Error('This transaction is committed'))
    }
    await this.#group.durable
  }

  /** Undoes this member alone; answers after the shared commit too, because a refusal may rest on rows that were not durable yet. */
  async rollback(): Promise<void> {
    this.abandon(new Error('This transaction is rolled back'))
    await this.#group.durable
  }

  /** Rolls back now and hands the connection on; whoever still holds this member gets `refusal` at the next statement. */
  abandon(refusal: Error): void {
    if (this.#refusal === undefined) this.#finish(['rollback to member', 'release member'], refusal)
  }

  #finish(closing: readonly string[], refusal: Error): void {
    try {
      for (const sql of closing) this.#group.writer.execute(sql)
      this.#close(refusal)
    } catch (error) {
      // without its savepoint nobody can say which rows are whose; whoever awaits the commit is told
      this.#lose(error)
    }
  }

  #lose(cause: unknown): Error {
    const failure = this.#group.lose(cause)
    this.#close(failure)
    return failure
  }

  #close(refusal: Error): void {
    this.#refusal = refusal
    this.#end.resolve()
  }

  #assertOpen(): void {
    if (this.#refusal !== undefined) throw this.#refusal
  }
}
