import { createHash, type Hash } from 'node:crypto'
import type { Kysely } from 'kysely'
import { openNewEpoch } from '#events/index.ts'
import { continueCounter } from '#platform/db/continue-counter.ts'
import type { Database, Reader, Tables, Tx } from '#platform/db/database.ts'
import { type CopiedTable, copiedTables } from './copied-tables.ts'
import { noteProgress, progressOf } from './copy-progress.ts'
import { type Mark, markOf, type Row, rowsAfter } from './rows-in-order.ts'

/** Rows per transaction. */
const batch = 1_000
const epochStep = 'new epoch'

export type CopyOptions = {
  readonly now: Date
  onProgress(step: 'copied' | 'compared', table: string, rows: number): void
}

/** What differs between source and target after the copy; none: they are equal. */
export type Difference = { readonly table: string; readonly source: string; readonly target: string }

/**
 * Copies every row of a CRM that nobody writes to into tables made for it, going on where an earlier attempt ended;
 * compares both by counts and checksums, and opens a new epoch of the log. `from`: where the source is read, locked.
 */
export async function copyDatabase(from: Reader, to: Database, options: CopyOptions): Promise<Difference[]> {
  for (const table of copiedTables) await copyTable(from, to, table, options)
  const begun = await progressOf(to.reader, epochStep)
  if (begun !== undefined) return []
  const differences = await compare(from, to.reader, options)
  if (differences.length > 0) return differences
  await to.inTransaction(async (tx) => {
    await openNewEpoch(tx, options.now)
    await noteProgress(tx, epochStep, [])
  })
  return []
}

async function copyTable(from: Reader, to: Database, table: CopiedTable, { onProgress }: CopyOptions): Promise<void> {
  let mark: Mark = (await progressOf(to.reader, table.table)) ?? null
  for (let copied = 0; ; ) {
    const rows = await rowsAfter(from, table, mark, batch)
    const last = rows.at(-1)
    if (last !== undefined) {
      mark = markOf(table, last)
      const reached = mark
      await to.inTransaction((tx) => writeRows(tx, table, rows, reached), { patient: true })
      copied += rows.length
      onProgress('copied', table.table, copied)
    }
    if (rows.length < batch) break
  }
  const { generated } = table
  if (generated !== undefined)
    await to.inTransaction((tx) => continueCounter(tx, table.table as keyof Tables, generated))
}

async function writeRows(tx: Tx, { table }: CopiedTable, rows: readonly Row[], mark: Mark): Promise<void> {
  // every database bounds the values of one statement
  const atOnce = Math.floor(8_000 / Object.keys(rows[0] ?? {}).length)
  const any = tx as unknown as Kysely<Record<string, Row>>
  for (let at = 0; at < rows.length; at += atOnce)
    await any
      .insertInto(table)
      .values(rows.slice(at, at + atOnce))
      .execute()
  await noteProgress(tx, table, mark)
}

async function compare(from: Reader, to: Reader, { onProgress }: CopyOptions): Promise<Difference[]> {
  const differences: Difference[] = []
  for (const table of copiedTables) {
    const [source, target] = [await summaryOf(from, table), await summaryOf(to, table)]
    if (source !== target) differences.push({ table: table.table, source, target })
    onProgress('compared', table.table, Number.parseInt(source, 10))
  }
  return differences
}

/** Count and checksum of all rows in the order of the key, columns by name. */
async function summaryOf(db: Reader, table: CopiedTable): Promise<string> {
  const hash = createHash('sha256')
  let count = 0
  for (let mark: Mark = null; ; ) {
    const rows = await rowsAfter(db, table, mark, batch)
    for (const row of rows) addRow(hash, row)
    count += rows.length
    const last = rows.at(-1)
    if (last !== undefined) mark = markOf(table, last)
    if (rows.length < batch) return `${count} ${hash.digest('hex')}`
  }
}

function addRow(hash: Hash, row: Row): void {
  hash.update(
    JSON.stringify(
      Object.keys(row)
        .sort()
        .map((column) => [column, row[column]]),
    ),
  )
}
