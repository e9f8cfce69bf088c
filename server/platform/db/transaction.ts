import { setTimeout as pause } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import { Failure } from '#platform/failure.ts'
import { isPrompt, offerAtOnce } from './at-once.ts'
import type { Database, Tables, TransactionOptions, Tx } from './database.ts'
import { isWorthRetrying } from './retry-reasons.ts'

/** The work took longer than allowed: rolled back, and its `tx` refuses every further statement. */
export class TransactionTimeout extends Error {
  readonly timeoutMs: number

  constructor(timeoutMs: number) {
    super(`The transaction took longer than ${timeoutMs} ms and was rolled back`)
    this.name = 'TransactionTimeout'
    this.timeoutMs = timeoutMs
  }
}

/** A serialization failure, deadlock or lost connection is tried again this often, and no longer than this, before the caller is refused. */
const ATTEMPTS = 8
const RETRY_MS = 5_000

const waitingForCommit = new WeakMap<Tx, (() => void)[]>()

/** Runs `wake` once this transaction is durable, in the order of registration; never when it is rolled back. It must not throw. */
export function afterCommit(tx: Tx, wake: () => void): void {
  const registered = waitingForCommit.get(tx)
  if (registered === undefined) waitingForCommit.set(tx, [wake])
  else registered.push(wake)
}

export function transactionsOn(db: Kysely<Tables>): Database['inTransaction'] {
  return async (work, options = {}) => {
    const giveUpAt = performance.now() + RETRY_MS
    for (let attempt = 1; ; attempt++) {
      try {
        return await runOnce(db, work, options)
      } catch (error) {
        if (!isWorthRetrying(error)) throw error
        if (attempt === ATTEMPTS || performance.now() > giveUpAt) throw refusalFor(error)
        await pause(Math.random() * 10 * 2 ** attempt)
      }
    }
  }
}

/** Nothing was written; the same request may go well a little later. */
function refusalFor(error: unknown): Failure {
  return error instanceof Failure ? error : Object.assign(new Failure('overloaded'), { cause: error })
}

async function runOnce<T>(db: Kysely<Tables>, work: (tx: Tx) => Promise<T>, options: TransactionOptions): Promise<T> {
  let opened: Tx | undefined
  const result = await db.transaction().execute(async (tx) => {
    opened = tx
    await tx.getExecutor().provideConnection(async (connection) => {
      if (isPrompt(connection)) offerAtOnce(tx, (query) => connection.executeAtOnce(query))
    })
    return options.timeoutMs === undefined ? work(tx) : within(options.timeoutMs, work(tx))
  })
  if (opened !== undefined) wakeAll(opened)
  return result
}

/** Rejecting is enough: the rollback that follows closes `tx` for the work that still runs. */
async function within<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new TransactionTimeout(timeoutMs)), timeoutMs)
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** The commit stands whatever these do, so an error here is shown and changes no answer. */
function wakeAll(tx: Tx): void {
  for (const wake of waitingForCommit.get(tx) ?? []) {
    try {
      wake()
    } catch (error) {
      process.emitWarning(error instanceof Error ? error : String(error))
    }
  }
}
