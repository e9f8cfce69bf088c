import type { Database, Reader, Tx } from '#platform/db/database.ts'
import { dialectOf } from '#platform/db/dialect-of.ts'
import { prepared } from '#platform/db/prepared.ts'
import { ensureLog, type LogIdentity } from './identity.ts'
import './log-tables.ts'
import type { Place } from './wake.ts'

/** `firstSeq` null: the numbers follow in a transaction of their own, after the commit. */
export type Numbers = { readonly log: LogIdentity; readonly firstSeq: number | null }

/** SQLite has one writer, so the order of numbers is the order of commits and they are given at once. */
export async function takeNumbers(tx: Tx, count: number): Promise<Numbers> {
  if (dialectOf(tx) !== 'sqlite') return { log: await ensureLog(tx, new Date()), firstSeq: null }
  const log = (await advance(tx, count)) ?? (await createAndAdvance(tx, count))
  return { log, firstSeq: log.lastSeq - count + 1 }
}

async function createAndAdvance(tx: Tx, count: number): Promise<LogIdentity> {
  await ensureLog(tx, new Date())
  return (await advance(tx, count)) as LogIdentity
}

const advanceCounter = prepared((db, { count }: { count: number }) =>
  db
    .updateTable('event_log')
    .set((eb) => ({ last_seq: eb('last_seq', '+', count) }))
    .returning(['instance_id', 'epoch', 'partitions', 'last_seq']),
)

async function advance(tx: Tx, count: number): Promise<LogIdentity | undefined> {
  const [row] = await advanceCounter(tx, { count })
  return row && { instanceId: row.instance_id, epoch: row.epoch, partitions: row.partitions, lastSeq: row.last_seq }
}

/** More would hold the counter row, and with it every other numbering, for too long. */
const batch = 1000

/**
 * One batch for databases with several writers: locks the counter row and numbers committed rows in the order of `n`.
 * Once a number is visible no lower one ever appears, because the next batch starts behind the lock.
 */
export function numberCommitted(database: Database): Promise<{ lastSeq: number; places: Place[] }> {
  return database.inTransaction(async (tx) => {
    const counter = await tx.selectFrom('event_log').select('last_seq').forUpdate().executeTakeFirst()
    const rows = await unnumbered(tx)
    const before = counter?.last_seq ?? 0
    for (const run of runsOf(rows)) await numberRun(tx, run, before)
    const lastSeq = before + rows.length
    if (rows.length > 0) await tx.updateTable('event_log').set({ last_seq: lastSeq }).execute()
    return { lastSeq, places: rows }
  })
}

/** Gives every committed event its number; at once on SQLite, where they have them. */
export async function numberEverything(database: Database): Promise<void> {
  while (await hasUnnumbered(database.reader)) await numberCommitted(database)
}

/** Whether a committed event still waits for its number; never on SQLite. */
export async function hasUnnumbered(reader: Reader): Promise<boolean> {
  const row = await reader.selectFrom('events').select('n').where('seq', 'is', null).limit(1).executeTakeFirst()
  return row !== undefined
}

type Unnumbered = Place & { n: number }

function unnumbered(tx: Tx): Promise<Unnumbered[]> {
  return tx
    .selectFrom('events')
    .select(['n', 'topic', 'partition'])
    .where('seq', 'is', null)
    .orderBy('n')
    .limit(batch)
    .execute()
}

/** Rows with consecutive `n` take consecutive numbers in one statement; `offset` counts the rows before the run. */
type Run = { from: number; to: number; offset: number }

export function runsOf(rows: readonly { n: number }[]): Run[] {
  const runs: Run[] = []
  rows.forEach(({ n }, offset) => {
    const last = runs.at(-1)
    if (last && n === last.to + 1) last.to = n
    else runs.push({ from: n, to: n, offset })
  })
  return runs
}

async function numberRun(tx: Tx, run: Run, before: number): Promise<void> {
  const shift = before + run.offset + 1 - run.from
  await tx
    .updateTable('events')
    .set((eb) => ({ seq: eb('n', '+', shift) }))
    .where('n', '>=', run.from)
    .where('n', '<=', run.to)
    .execute()
}
