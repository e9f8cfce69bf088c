import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely'
import { Failure } from '#platform/failure.ts'
import { isReading } from '../reading.ts'
import type { DurableReads } from './durable-reads.ts'
import type { Member } from './member.ts'
import type { SharedCommits } from './shared-commits.ts'
import { isWriteRefused, storageFailure } from './sqlite-errors.ts'
import type { StatementResult } from './statement.ts'

/** What the driver works on: one connection that reads durable rows, one queue that writes. */
export type SqlitePair = { readonly reads: DurableReads; readonly commits: SharedCommits }

/** Hands Kysely as many connections as it asks for: all writing ones meet in the shared commits. */
export class SqliteDriver implements Driver {
  readonly #pair: SqlitePair

  constructor(pair: SqlitePair) {
    this.#pair = pair
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return new PairedConnection(this.#pair)
  }

  beginTransaction(connection: DatabaseConnection): Promise<void> {
    return (connection as PairedConnection).begin()
  }

  commitTransaction(connection: DatabaseConnection): Promise<void> {
    return (connection as PairedConnection).transaction.commit()
  }

  rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    return (connection as PairedConnection).transaction.rollback()
  }

  async releaseConnection(): Promise<void> {}

  /** The pair outlives Kysely, which never destroys a driver it has not used yet; `closePair` closes it. */
  async destroy(): Promise<void> {}
}

class PairedConnection implements DatabaseConnection {
  readonly #pair: SqlitePair
  #member: Member | undefined

  constructor(pair: SqlitePair) {
    this.#pair = pair
  }

  /** Stays set after the end: a handler that comes too late must be refused, not run outside its transaction. */
  get transaction(): Member {
    if (this.#member === undefined) throw new Error('No transaction was begun on this connection')
    return this.#member
  }

  async begin(): Promise<void> {
    this.#member = await this.#pair.commits.begin()
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return queryResult<R>(await this.#run(query))
  }

  /** Only inside a transaction. */
  executeAtOnce(query: CompiledQuery): QueryResult<unknown> {
    return queryResult(this.transaction.execute(query.sql, query.parameters))
  }

  async *streamQuery<R>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<R>> {
    let rows: R[] = []
    for (const row of (this.#member ?? this.#pair.reads).iterate(query.sql, query.parameters)) {
      if (rows.push(row as R) < chunkSize) continue
      yield { rows }
      rows = []
    }
    if (rows.length > 0) yield { rows }
  }

  #run(query: CompiledQuery): StatementResult | Promise<StatementResult> {
    if (this.#member !== undefined) return this.#member.execute(query.sql, query.parameters)
    return isReading(query) ? readCommitted(this.#pair.reads, query) : writeAlone(this.#pair.commits, query)
  }
}

/** Waits for running transactions. The writer goes last: the last connection to close empties the write-ahead log. */
export async function closePair({ reads, commits }: SqlitePair): Promise<void> {
  await commits.close(() => reads.close())
}

/** For readers; undefined when the query writes. */
export function readAtOnce(reads: DurableReads, query: CompiledQuery): QueryResult<unknown> | undefined {
  return isReading(query) ? queryResult(readCommitted(reads, query)) : undefined
}

function readCommitted(reads: DurableReads, query: CompiledQuery): StatementResult {
  try {
    return reads.execute(query.sql, query.parameters)
  } catch (error) {
    if (isWriteRefused(error)) throw error
    throw storageFailure(error) ?? error
  }
}

/** A transaction of one statement, through the same queue and with the same promise. */
async function writeAlone(commits: SharedCommits, query: CompiledQuery): Promise<StatementResult> {
  const member = await commits.begin()
  try {
    const result = member.execute(query.sql, query.parameters)
    await member.commit()
    return result
  } catch (error) {
    if (!(error instanceof Failure)) await member.rollback()
    throw error
  }
}

function queryResult<R>({ rows, changes, lastId }: StatementResult): QueryResult<R> {
  return { rows: rows as R[], numAffectedRows: BigInt(changes), insertId: BigInt(lastId) }
}
