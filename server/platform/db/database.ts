import type { Kysely, Transaction } from 'kysely'

/** All tables. Each store adds its own by declaration merging, beside the only SQL that touches them. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by `declare module '#platform/db/database.ts'` in the stores
export interface Tables {}

/** An open transaction. It is the first parameter of everything that writes and is never optional. */
export type Tx = Transaction<Tables>

/** Where a read may run: in a transaction, or outside one (committed rows only). */
export type Reader = Kysely<Tables>

export type DialectName = 'sqlite' | 'postgres' | 'mysql'

export type TransactionOptions = {
  /** After this many milliseconds the transaction is rolled back, `tx` refuses further use and the call rejects with a `TransactionTimeout`. */
  timeoutMs?: number
  /** For migrations and copies: on a database server statements may take minutes, and locks are waited for as long. */
  patient?: boolean
}

/** Counted since the start of this process. `commits` below `transactions` means that commits were shared. */
export type TransactionStats = {
  readonly transactions: number
  readonly commits: number
  /** Transactions that wait for their turn right now. */
  readonly waiting: number
}

export type Database = {
  readonly dialect: DialectName
  /** Shown at start and in `doctor`; holds no password. */
  readonly label: string
  /** Absolute path of the SQLite file; null on a database server. */
  readonly file: string | null
  /** Reads outside a transaction; on SQLite they run on a second, read-only connection and see only durable commits. */
  readonly reader: Reader
  /** Runs `work` in one transaction, again on a serialization failure or deadlock; answers only after the commit is durable. */
  inTransaction<T>(work: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>
  stats(): TransactionStats
  /** SQLite: moves the write-ahead log into the file and empties it. Nothing on a database server. */
  checkpoint(): Promise<void>
  /**
   * SQLite: rewrites the file without the room of deleted rows, so that no erased byte is left in it; blocks while it
   * runs. False: another process was reading, and the write-ahead log still holds old pages: call it again. Throws
   * `overloaded` when another process keeps the write lock.
   */
  compact(): Promise<boolean>
  close(): Promise<void>
}
