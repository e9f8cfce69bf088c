import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { Failure } from '#platform/failure.ts'
import { addNote, labels, scratchDatabase } from './testing/scratch.ts'
import { afterCommit, TransactionTimeout } from './transaction.ts'

test('a transaction that takes too long is rolled back and its tx writes nothing later', async (t) => {
  const db = await scratchDatabase(t)
  let late: Promise<void> | undefined
  const slow = db.inTransaction(
    (tx) => {
      late = addNote(tx, 'early').then(async () => {
        await pause(80)
        await addNote(tx, 'late')
      })
      return late
    },
    { timeoutMs: 20 },
  )
  await assert.rejects(slow, (error) => error instanceof TransactionTimeout && error.timeoutMs === 20)
  await db.inTransaction((tx) => addNote(tx, 'other'))
  await assert.rejects(late as Promise<void>, /rolled back/)
  assert.deepEqual(await labels(db), ['other'])
})

test('a tx is closed from the moment it is too late, not from when its neighbours have committed', async (t) => {
  const db = await scratchDatabase(t)
  let late: Promise<void> | undefined
  const slow = db.inTransaction(
    (tx) => {
      late = pause(40).then(() => addNote(tx, 'late'))
      return late
    },
    { timeoutMs: 10 },
  )
  // this neighbour keeps the shared commit open beyond the late write
  const neighbour = db.inTransaction((tx) => pause(90).then(() => addNote(tx, 'neighbour')))
  await Promise.allSettled([slow, neighbour])
  await assert.rejects(late as Promise<void>, /rolled back/)
  assert.deepEqual(await labels(db), ['neighbour'])
})

test('a transaction within its time is not disturbed', async (t) => {
  const db = await scratchDatabase(t)
  const answer = await db.inTransaction((tx) => addNote(tx, 'quick').then(() => 7), { timeoutMs: 1000 })
  assert.equal(answer, 7)
  assert.deepEqual(await labels(db), ['quick'])
})

test('callbacks after the commit run in order, once the rows are durable', async (t) => {
  const db = await scratchDatabase(t)
  const heard: string[] = []
  let seen: Promise<string[]> | undefined
  await db.inTransaction(async (tx) => {
    afterCommit(tx, () => {
      heard.push('first')
      seen = labels(db)
    })
    await addNote(tx, 'kept')
    afterCommit(tx, () => heard.push('second'))
    assert.deepEqual(heard, [])
  })
  assert.deepEqual(heard, ['first', 'second'])
  assert.deepEqual(await seen, ['kept'])
})

test('callbacks of a transaction that is rolled back never run', async (t) => {
  const db = await scratchDatabase(t)
  const heard: string[] = []
  const refused = db.inTransaction(async (tx) => {
    afterCommit(tx, () => heard.push('never'))
    throw new Error('refused')
  })
  await assert.rejects(refused, /refused/)
  await db.inTransaction((tx) => addNote(tx, 'next'))
  assert.deepEqual(heard, [])
})

test('a callback that throws changes neither the answer nor the others', async (t) => {
  const db = await scratchDatabase(t)
  const warned = new Promise<Error>((resolve) => process.once('warning', resolve))
  const heard: string[] = []
  await db.inTransaction(async (tx) => {
    afterCommit(tx, () => {
      throw new Error('a broken callback')
    })
    afterCommit(tx, () => heard.push('second'))
  })
  assert.deepEqual(heard, ['second'])
  assert.match((await warned).message, /broken callback/)
})

test('a serialization failure is tried again from the start, and only the last attempt counts', async (t) => {
  const db = await scratchDatabase(t)
  let attempts = 0
  const heard: number[] = []
  await db.inTransaction(async (tx) => {
    attempts++
    const attempt = attempts
    afterCommit(tx, () => heard.push(attempt))
    await addNote(tx, `attempt ${attempt}`)
    if (attempt < 3) throw Object.assign(new Error('could not serialize access'), { code: '40001' })
  })
  assert.equal(attempts, 3)
  assert.deepEqual(heard, [3])
  assert.deepEqual(await labels(db), ['attempt 3'])
})

test('a deadlock that never ends is given up after eight attempts, and the request is refused, not broken', async (t) => {
  const db = await scratchDatabase(t)
  let attempts = 0
  const endless = db.inTransaction(async () => {
    attempts++
    throw Object.assign(new Error('deadlock found'), { errno: 1213 })
  })
  await assert.rejects(endless, (error) => error instanceof Failure && error.code === 'overloaded')
  assert.equal(attempts, 8)
})

test('any other error is not tried again', async (t) => {
  const db = await scratchDatabase(t)
  let attempts = 0
  const broken = db.inTransaction(async () => {
    attempts++
    throw new Error('broken rule')
  })
  await assert.rejects(broken, /broken rule/)
  assert.equal(attempts, 1)
})
