import assert from 'node:assert/strict'
import { test } from 'node:test'
import { numberCommitted, runsOf } from './numbering.ts'
import { append, courseCreated, openTestLog } from './test-log.ts'

test('rows with consecutive places are numbered in one statement', () => {
  assert.deepEqual(runsOf([{ n: 3 }, { n: 4 }, { n: 7 }, { n: 8 }, { n: 9 }, { n: 20 }]), [
    { from: 3, to: 4, offset: 0 },
    { from: 7, to: 9, offset: 2 },
    { from: 20, to: 20, offset: 5 },
  ])
  assert.deepEqual(runsOf([]), [])
})

test('the numbering of databases with several writers goes on behind the last number, in the order of insertion', async (t) => {
  const log = await openTestLog(t)
  await append(
    log,
    Array.from({ length: 10 }, (_, n) => courseCreated(n + 1)),
  )
  // as other databases leave them: rows 4 … 10 have no number yet, row 6 is not committed
  await log.database.inTransaction(async (tx) => {
    await tx.updateTable('events').set({ seq: null }).where('n', '>', 3).execute()
    await tx.deleteFrom('events').where('n', '=', 6).execute()
    await tx.updateTable('event_log').set({ last_seq: 3 }).execute()
  })
  const { lastSeq, places } = await numberCommitted(log.database)
  assert.deepEqual([lastSeq, places.length], [9, 6])
  const rows = await log.database.reader.selectFrom('events').select(['n', 'seq']).orderBy('n').execute()
  assert.deepEqual(
    rows.map((row) => [row.n, row.seq]),
    [
      [1, 1],
      [2, 2],
      [3, 3],
      [4, 4],
      [5, 5],
      [7, 6],
      [8, 7],
      [9, 8],
      [10, 9],
    ],
  )
  assert.equal((await numberCommitted(log.database)).places.length, 0)
})
