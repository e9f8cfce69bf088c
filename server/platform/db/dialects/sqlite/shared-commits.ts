import { setTimeout as pause } from 'node:timers/promises'
import { Failure } from '#platform/failure.ts'
import { CommitGroup } from './commit-group.ts'
import { IdleWatch } from './idle-watch.ts'
import { Member } from './member.ts'
import type { SqliteConnection } from './sqlite-connection.ts'
import { isBusy, storageFailure, withCause } from './sqlite-errors.ts'
import type { Row } from './statement.ts'

/** At most this many transactions share one COMMIT: the first must not wait long for the last. */
const GROUP_LIMIT = 64
/** Both in milliseconds. */
export type WriterLimits = {
  /** How long a transaction waits for another process's write lock before it is refused with `overloaded`. */
  readonly lockPatienceMs: number
  /** A transaction without a statement for this long (at most twice as long) is ended: it holds the only writer. */
  readonly idleLimitMs: number
}

type Waiting = { run(member: Member): void; refuse(reason: unknown): void; since: number }

/**
 * The one writer of a SQLite file. Transactions that wait at the same moment share one durable commit:
 * a savepoint each, run one after another, each answered only after the fsync. A lone one commits at once.
 */
export class SharedCommits {
  /** Since start: transactions that ended (either way) and COMMITs they took. */
  readonly counted = { transactions: 0, commits: 0 }
  /** Runs just before every COMMIT, checkpoint and VACUUM. */
  beforeCommit: () => void = () => {}
  readonly #open: () => SqliteConnection
  #writer: SqliteConnection | undefined
  #waiting: Waiting[] = []
  #working: Promise<void> | undefined
  #closed = false
  readonly #idleWatch: IdleWatch
  readonly #lockPatienceMs: number

  /** `open` is called now, and again after a group was lost. */
  constructor(open: () => SqliteConnection, { lockPatienceMs, idleLimitMs }: WriterLimits) {
    this.#open = open
    this.#lockPatienceMs = lockPatienceMs
    this.#idleWatch = new IdleWatch(idleLimitMs)
    this.#writer = open()
  }

  get waiting(): number {
    return this.#waiting.length
  }

  /** Resolves when it is this transaction's turn. Rejects with `overloaded` when another process keeps the lock. */
  begin(): Promise<Member> {
    return new Promise((run, refuse) => {
      if (this.#closed) throw new Error('The database is closed')
      this.#waiting.push({ run, refuse, since: performance.now() })
      this.#working ??= this.#work()
    })
  }

  /**
   * Runs between two groups, outside any transaction: checkpoints and VACUUM. Returns the rows of the last one; rejects
   * with `overloaded` when another process keeps the lock.
   */
  async between(...statements: readonly string[]): Promise<readonly Row[]> {
    while (this.#working !== undefined) await this.#working
    this.#writer ??= this.#open()
    this.beforeCommit()
    let rows: readonly Row[] = []
    try {
      for (const sql of statements) rows = this.#writer.execute(sql).rows
      return rows
    } catch (error) {
      if (isBusy(error)) throw withCause(new Failure('overloaded'), error)
      throw storageFailure(error) ?? error
    }
  }

  /** Waits for running transactions; later ones are refused. `before` runs just before the writer goes. */
  async close(before: () => void): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    while (this.#working !== undefined) await this.#working
    before()
    this.#writer?.close()
  }

  async #work(): Promise<void> {
    for (let group = await this.#beginGroup(); group !== undefined; group = await this.#beginGroup()) {
      await this.#runMembers(group)
      this.#endGroup(group)
    }
    this.#working = undefined
  }

  /** undefined: nobody waits any more. */
  async #beginGroup(): Promise<CommitGroup | undefined> {
    while (this.#waiting.length > 0) {
      try {
        this.#writer ??= this.#open()
        this.#writer.execute('begin immediate')
        return new CommitGroup(this.#writer)
      } catch (error) {
        await this.#hindered(error)
      }
    }
    return undefined
  }

  /** The lock is elsewhere: try again without blocking the event loop. Anything else refuses everybody who waits. */
  async #hindered(error: unknown): Promise<void> {
    if (!isBusy(error)) {
      this.#refuse(() => true, storageFailure(error) ?? withCause(new Failure('unavailable'), error))
      this.#replaceWriter()
      return
    }
    await pause(2 + Math.random() * 10)
    const tooLong = performance.now() - this.#lockPatienceMs
    this.#refuse((one) => one.since < tooLong, new Failure('overloaded'))
  }

  async #runMembers(group: CommitGroup): Promise<void> {
    for (let members = 0; members < GROUP_LIMIT && group.failure === undefined; members++) {
      // one turn of the event loop: requests that have already arrived join this commit
      if (this.#waiting.length === 0) await new Promise(setImmediate)
      const next = this.#waiting.shift()
      if (next === undefined) return
      this.counted.transactions++
      await this.#runMember(group, next)
    }
  }

  async #runMember(group: CommitGroup, next: Waiting): Promise<void> {
    try {
      const member = new Member(group)
      this.#idleWatch.follow(member)
      next.run(member)
      await member.ended
    } catch (error) {
      next.refuse(group.lose(error))
    } finally {
      this.#idleWatch.leave()
    }
  }

  #endGroup(group: CommitGroup): void {
    this.beforeCommit()
    if (group.failure === undefined) group.commit()
    if (group.failure === undefined) this.counted.commits++
    else this.#replaceWriter()
  }

  /** A connection that met an I/O error is not trusted again; the next group opens a new one. */
  #replaceWriter(): void {
    try {
      this.#writer?.close()
    } catch {
      // it is given up either way
    }
    this.#writer = undefined
  }

  #refuse(whom: (one: Waiting) => boolean, reason: unknown): void {
    const refused = this.#waiting.filter(whom)
    this.#waiting = this.#waiting.filter((one) => !whom(one))
    for (const one of refused) one.refuse(reason)
  }
}
