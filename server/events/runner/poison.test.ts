import assert from 'node:assert/strict'
import { test } from 'node:test'
import { systemActor } from '#platform/actor.ts'
import { listDeadLetters, retryDeadLetters } from '../admin/dead-letters.ts'
import type { AnyDelivered } from '../delivered.ts'
import { append, courseCreated, effectsOf, eventIds, openTestLog, recording, runConsumers, until } from '../test-log.ts'

test('with one poisoned event in a hundred all are visible, good keys go on, and a retry clears them', async (t) => {
  const log = await openTestLog(t)
  let poisoned = true
  const isPoison = (event: AnyDelivered) => poisoned && event.payload.title === 'яд'
  await runConsumers(log, [
    recording('group', (event) => {
      if (isPoison(event)) throw new Error('отравлено')
    }),
  ])
  const count = 1000
  const started = performance.now()
  for (let n = 0; n < count; n += 50) {
    await append(
      log,
      Array.from({ length: 50 }, (_, k) => courseCreated(n + k + 1, (n + k) % 100 === 7 ? 'яд' : 'хорошо')),
    )
  }
  await until(async () => (await effectsOf(log.database.reader, 'group')).length >= count - count / 100, 'good events')
  t.diagnostic(`990 good events beside 10 poisoned ones: ${Math.round(performance.now() - started)} ms`)
  const dead = () => listDeadLetters(log.database.reader, { states: ['dead'], limit: 1000 })
  await until(async () => (await dead()).length === count / 100, 'every poisoned one to be visible')
  poisoned = false
  await log.database.inTransaction((tx) => retryDeadLetters(tx, systemActor('test'), 'group', new Date()))
  await until(async () => (await effectsOf(log.database.reader, 'group')).length === count, 'all effects')
  assert.deepEqual(
    (await effectsOf(log.database.reader, 'group')).toSorted(),
    (await eventIds(log.database.reader)).toSorted(),
  )
  assert.deepEqual(await dead(), [])
})
