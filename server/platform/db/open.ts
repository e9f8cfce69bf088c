import { Kysely } from 'kysely'
import { StartProblem } from '#platform/start-problem.ts'
import { offerAtOnce } from './at-once.ts'
import type { Database, Tables } from './database.ts'
import { createDatabaseFile } from './database-file.ts'
import { databaseAddress } from './database-url.ts'
import { NodeSqliteDialect } from './dialects/sqlite/dialect.ts'
import { closePair, readAtOnce, type SqlitePair } from './dialects/sqlite/driver.ts'
import { DurableReads } from './dialects/sqlite/durable-reads.ts'
import { SharedCommits, type WriterLimits } from './dialects/sqlite/shared-commits.ts'
import { openReader, openWriter } from './dialects/sqlite/sqlite-connection.ts'
import { refuseOriginalTables } from './original-tables.ts'
import { transactionsOn } from './transaction.ts'

/** Limits of the writer, for tests that cannot wait as long as servers can. */
export type OpenOptions = Partial<WriterLimits>

const usualLimits: WriterLimits = { lockPatienceMs: 5000, idleLimitMs: 10_000 }
const emptyLog = 'pragma wal_checkpoint(truncate)'

/**
 * Opens the database that `DB_URL` names; a SQLite file is created when it is absent. Runs no migrations.
 * Throws a `StartProblem` for an address, place or file that cannot be used, and for the original service's tables.
 */
export async function openDatabase(url: string, options: OpenOptions = {}): Promise<Database> {
  const address = databaseAddress(url)
  if (address.dialect === 'sqlite') return openFile(address.file, url, options)
  // the drivers of both servers are read only where one of them is used
  const { openServerDatabase } = await import('./open-server.ts')
  return openServerDatabase(address)
}

function openFile(file: string, url: string, options: OpenOptions): Database {
  refuseOriginalTables(url)
  const pair = openPair(file, { ...usualLimits, ...options })
  const reader = new Kysely<Tables>({ dialect: new NodeSqliteDialect(pair) })
  offerAtOnce(reader, (query) => readAtOnce(pair.reads, query))
  return {
    dialect: 'sqlite',
    label: `SQLite ${file}`,
    file,
    reader,
    inTransaction: transactionsOn(reader),
    stats: () => ({ ...pair.commits.counted, waiting: pair.commits.waiting }),
    checkpoint: async () => void (await pair.commits.between(emptyLog)),
    compact: async () => (await pair.commits.between('vacuum', emptyLog))[0]?.['busy'] === 0,
    close: () => closePair(pair),
  }
}

/** The writer first: only it may turn a new file into one with a write-ahead log. */
function openPair(file: string, limits: WriterLimits): SqlitePair {
  try {
    createDatabaseFile(file)
    const commits = new SharedCommits(() => openWriter(file), limits)
    const reads = new DurableReads(openReader(file))
    commits.beforeCommit = reads.endSnapshot
    return { commits, reads }
  } catch (error) {
    if (error instanceof StartProblem) throw error
    throw new StartProblem(`Базу не удалось открыть: ${file} (${error instanceof Error ? error.message : error}).`, {
      cause: error,
    })
  }
}
