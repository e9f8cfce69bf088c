import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listEvents } from './admin/list-events.ts'
import { ensureLog, getIdentity, openNewEpoch } from './identity.ts'
import { isGhost, lookAtLog } from './log-view.ts'
import { append, courseCreated, effectsOf, eventIds, openTestLog, recording, runConsumers, until } from './test-log.ts'

test('a log is created once, also when several ask at the same moment', async (t) => {
  const { database, instanceId } = await openTestLog(t)
  const identities = await Promise.all(
    Array.from({ length: 10 }, () => database.inTransaction((tx) => ensureLog(tx, new Date()))),
  )
  assert.deepEqual(new Set(identities.map((identity) => identity.instanceId)), new Set([instanceId]))
})

test('a new epoch goes on with numbers and positions, and what the old one published beyond its end is a ghost', async (t) => {
  const log = await openTestLog(t)
  await runConsumers(log, [recording('g')])
  await append(log, [courseCreated(1), courseCreated(2)])
  await until(async () => (await effectsOf(log.database.reader, 'g')).length === 2, 'effects')
  assert.equal(await log.database.inTransaction((tx) => openNewEpoch(tx, new Date())), 2)
  await append(log, [courseCreated(1), courseCreated(2)])
  await until(async () => (await effectsOf(log.database.reader, 'g')).length === 4, 'effects of the new epoch')
  assert.deepEqual(
    (await effectsOf(log.database.reader, 'g')).toSorted(),
    (await eventIds(log.database.reader)).toSorted(),
  )
  const { events } = await listEvents(log.database.reader, { limit: 10 })
  assert.deepEqual(
    events.map(({ seq, headers }) => [seq, headers.ce_epoch]),
    [
      [1, '1'],
      [2, '1'],
      [3, '2'],
      [4, '2'],
    ],
  )
  const view = await lookAtLog(log.database.reader)
  assert.equal(isGhost(view, { epoch: 1, seq: 2 }), false)
  assert.equal(isGhost(view, { epoch: 1, seq: 3 }), true)
  assert.equal(isGhost(view, { epoch: 2, seq: 4 }), false)
  assert.equal(isGhost(view, { epoch: 2, seq: 5 }), true)
  assert.equal(isGhost(view, { epoch: 3, seq: 1 }), true)
})

test('an epoch that was used elsewhere is never used again', async (t) => {
  const { database } = await openTestLog(t)
  assert.equal(await database.inTransaction((tx) => openNewEpoch(tx, new Date(), 7)), 8)
  assert.equal((await getIdentity(database.reader)).epoch, 8)
})

test('a position beyond the end is clipped when an epoch opens', async (t) => {
  const log = await openTestLog(t)
  const runner = await runConsumers(log, [recording('g')])
  await append(log, [courseCreated(1)])
  await until(async () => (await effectsOf(log.database.reader, 'g')).length === 1, 'the effect')
  await runner.stop()
  await log.database.inTransaction(async (tx) => {
    await tx.updateTable('consumer_positions').set({ seq: 999 }).execute()
    await openNewEpoch(tx, new Date())
  })
  const rows = await log.database.reader.selectFrom('consumer_positions').select(['seq', 'epoch']).distinct().execute()
  assert.deepEqual(rows, [{ seq: 1, epoch: 2 }])
})
