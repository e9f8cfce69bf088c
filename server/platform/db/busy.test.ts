import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { Failure } from '#platform/failure.ts'
import { addNote, labels, scratchFile } from './testing/scratch.ts'

test('a write lock that another connection holds is waited for without blocking anybody', async (t) => {
  const db = await scratchFile(t)
  const command = new DatabaseSync(db.file as string)
  command.exec('begin immediate')
  const write = db.inTransaction((tx) => addNote(tx, 'patient'))
  const longest = await longestTurn(300)
  assert.deepEqual(await labels(db), [])
  command.exec('commit')
  await write
  command.close()
  assert.deepEqual(await labels(db), ['patient'])
  assert.ok(longest < 150, `one turn of the event loop took ${longest} ms`)
})

test('a write lock that is never given up is answered with overloaded', async (t) => {
  const db = await scratchFile(t, undefined, { lockPatienceMs: 300 })
  const command = new DatabaseSync(db.file as string)
  command.exec('begin immediate')
  const began = performance.now()
  const refused = db.inTransaction((tx) => addNote(tx, 'refused'))
  await assert.rejects(refused, (error) => error instanceof Failure && error.code === 'overloaded')
  const waited = performance.now() - began
  assert.ok(waited >= 300 && waited < 2000, `waited ${waited} ms`)
  command.exec('rollback')
  command.close()
  await db.inTransaction((tx) => addNote(tx, 'next'))
  assert.deepEqual(await labels(db), ['next'])
})

test('a transaction that runs no statement any more is ended, so that it does not stop all others', async (t) => {
  const db = await scratchFile(t, undefined, { idleLimitMs: 50 })
  const stuck = db.inTransaction(async (tx) => {
    await addNote(tx, 'stuck')
    await db.inTransaction((inner) => addNote(inner, 'waits for the outer one'))
  })
  await assert.rejects(stuck, /ran no statement for 50 ms/)
  await db.inTransaction((tx) => addNote(tx, 'next'))
  assert.deepEqual(await labels(db), ['next', 'waits for the outer one'])
})

test('a long transaction that goes on working is not idle', async (t) => {
  const db = await scratchFile(t, undefined, { idleLimitMs: 50 })
  await db.inTransaction(async (tx) => {
    for (let n = 0; n < 20; n++) {
      await addNote(tx, `n${n}`)
      await pause(10)
    }
  })
  assert.equal((await labels(db)).length, 20)
})

async function longestTurn(duringMs: number): Promise<number> {
  const until = performance.now() + duringMs
  let longest = 0
  for (let last = performance.now(); last < until; ) {
    await pause(1)
    longest = Math.max(longest, performance.now() - last)
    last = performance.now()
  }
  return longest
}
