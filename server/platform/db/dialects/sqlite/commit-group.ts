import { Failure } from '#platform/failure.ts'
import type { SqliteConnection } from './sqlite-connection.ts'
import { storageFailure, withCause } from './sqlite-errors.ts'

/** One `BEGIN IMMEDIATE … COMMIT` and everybody who shares it. Lost for one member through the storage, it is lost for all. */
export class CommitGroup {
  readonly writer: SqliteConnection
  /** Resolves after the COMMIT is on stable storage; rejects with `storage_full` or `unavailable` when the group is lost. */
  readonly durable: Promise<void>
  failure: Failure | undefined
  readonly #outcome = Promise.withResolvers<void>()

  constructor(writer: SqliteConnection) {
    this.writer = writer
    this.durable = this.#outcome.promise
    this.durable.catch(() => {}) // nobody may be waiting yet when the group is lost
  }

  commit(): void {
    try {
      this.writer.execute('commit')
      this.#outcome.resolve()
    } catch (error) {
      this.lose(error)
    }
  }

  /** Ends the group for good: an I/O error is never tried again and never acknowledged. Returns what every member is told. */
  lose(cause: unknown): Failure {
    if (this.failure !== undefined) return this.failure
    this.failure = storageFailure(cause) ?? withCause(new Failure('unavailable'), cause)
    this.#rollBackWhatIsLeft()
    this.#outcome.reject(this.failure)
    return this.failure
  }

  #rollBackWhatIsLeft(): void {
    try {
      // SQLite may have rolled back by itself
      if (this.writer.isInTransaction) this.writer.execute('rollback')
    } catch {
      // the connection is replaced after a lost group
    }
  }
}
