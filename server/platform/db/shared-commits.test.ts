import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { Failure } from '#platform/failure.ts'
import { isUniqueViolation } from './rows.ts'
import { addNote, labels, numbered, scratchFile } from './testing/scratch.ts'

test('transactions that wait at the same moment share durable commits', async (t) => {
  const db = await scratchFile(t)
  const before = db.stats()
  await Promise.all(numbered(200).map((n) => db.inTransaction((tx) => addNote(tx, `n${n}`))))
  const transactions = db.stats().transactions - before.transactions
  const commits = db.stats().commits - before.commits
  assert.equal(transactions, 200)
  assert.ok(commits >= 200 / 64 && commits < 20, `${transactions} transactions took ${commits} commits`)
  assert.equal((await labels(db)).length, 200)
})

test('a lone transaction commits at once', async (t) => {
  const db = await scratchFile(t)
  const before = db.stats().commits
  await db.inTransaction((tx) => addNote(tx, 'alone'))
  assert.equal(db.stats().commits - before, 1)
})

test('a member that fails leaves the others of its commit untouched', async (t) => {
  const db = await scratchFile(t)
  const before = db.stats()
  const outcomes = await Promise.allSettled(
    numbered(30).map((n) =>
      db.inTransaction(async (tx) => {
        await addNote(tx, `n${n}`)
        if (n % 3 === 0) throw new Failure('forbidden')
        if (n % 3 === 1) await addNote(tx, `n${n}`)
      }),
    ),
  )
  const good = numbered(30).filter((n) => n % 3 === 2)
  assert.deepEqual(await labels(db), good.map((n) => `n${n}`).sort())
  for (const [n, outcome] of outcomes.entries()) {
    assert.equal(outcome.status, n % 3 === 2 ? 'fulfilled' : 'rejected')
    if (outcome.status === 'rejected' && n % 3 === 1) assert.ok(isUniqueViolation(outcome.reason, 'label'))
  }
  assert.ok(db.stats().commits - before.commits < 10, 'they did share commits')
})

test('of a hundred that want the same unique key at once, one gets it', async (t) => {
  const db = await scratchFile(t)
  const outcomes = await Promise.allSettled(numbered(100).map(() => db.inTransaction((tx) => addNote(tx, 'mine'))))
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
  assert.equal(refused.length, 99)
  for (const { reason } of refused) assert.ok(isUniqueViolation(reason, 'label'))
  assert.deepEqual(await labels(db), ['mine'])
})

test('a refusal is answered only after the rows it rests on are durable', async (t) => {
  const db = await scratchFile(t)
  const commitsBefore = db.stats().commits
  const first = db.inTransaction((tx) => addNote(tx, 'taken'))
  const refusal = db.inTransaction((tx) => addNote(tx, 'taken'))
  await assert.rejects(refusal, (error) => isUniqueViolation(error, 'label'))
  assert.deepEqual(await labels(db), ['taken'], 'seen by the read connection, so committed')
  assert.equal(db.stats().commits - commitsBefore, 1, 'both in one commit')
  await first
})

test('nothing but committed rows is seen outside, and reading there inside a transaction does not wait for it', async (t) => {
  const db = await scratchFile(t)
  await db.inTransaction(async (tx) => {
    await addNote(tx, 'open')
    assert.deepEqual(await labels(db), [])
    await pause(20)
    assert.deepEqual(await labels(db), [])
    const inside = await tx.selectFrom('scratch_notes').select('label').execute()
    assert.deepEqual(inside, [{ label: 'open' }])
  })
  assert.deepEqual(await labels(db), ['open'])
})

test('a row that a neighbour of the same commit has written is not seen outside before the commit', async (t) => {
  const db = await scratchFile(t)
  const first = db.inTransaction((tx) => addNote(tx, 'first'))
  const second = db.inTransaction(async (tx) => {
    assert.deepEqual(await tx.selectFrom('scratch_notes').select('label').execute(), [{ label: 'first' }])
    assert.deepEqual(await labels(db), [])
  })
  await Promise.all([first, second])
})

test('a write outside a transaction is one of its own', async (t) => {
  const db = await scratchFile(t)
  const before = db.stats().transactions
  await db.reader.insertInto('scratch_notes').values({ label: 'single', body: null }).execute()
  await assert.rejects(db.reader.insertInto('scratch_notes').values({ label: 'single', body: null }).execute())
  assert.equal(db.stats().transactions - before, 2)
  assert.deepEqual(await labels(db), ['single'])
})

test('a transaction that has ended refuses further use', async (t) => {
  const db = await scratchFile(t)
  const kept = await db.inTransaction(async (tx) => tx)
  await assert.rejects(addNote(kept, 'late'), /committed/)
  assert.deepEqual(await labels(db), [])
})

test('what nobody may do to the shared transaction ends it for everybody, and the next one works', async (t) => {
  const db = await scratchFile(t)
  const { sql } = await import('kysely')
  const outcomes = await Promise.allSettled([
    db.inTransaction((tx) => addNote(tx, 'neighbour')),
    db.inTransaction(async (tx) => void (await sql`rollback`.execute(tx))),
  ])
  assert.deepEqual(
    outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason.code),
    ['unavailable', 'unavailable'],
  )
  await db.inTransaction((tx) => addNote(tx, 'next'))
  assert.deepEqual(await labels(db), ['next'])
})

test('closing waits for running transactions and refuses later ones', async (t) => {
  const db = await scratchFile(t)
  const running = db.inTransaction((tx) => pause(30).then(() => addNote(tx, 'running')))
  await pause(5)
  await db.close()
  await running
  await assert.rejects(
    db.inTransaction((tx) => addNote(tx, 'late')),
    /closed/,
  )
})
