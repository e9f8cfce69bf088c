import assert from 'node:assert/strict'
import { test } from 'node:test'
import { systemActor } from '#platform/actor.ts'
import { listGroups } from './admin/list-groups.ts'
import { replayGroup } from './admin/replay.ts'
import { countingConsumer } from './counting-projection.ts'
import { keptSince } from './identity.ts'
import { trimEvents } from './keeping.ts'
import {
  append,
  courseCreated,
  eventIds,
  hurried,
  openTestLog,
  recording,
  runConsumers,
  type TestLog,
  until,
} from './test-log.ts'

const day = 86_400_000
const old = new Date(Date.now() - 40 * day)
const limit = new Date(Date.now() - 30 * day)
const now = new Date()

test('old events go when every group has settled them, young ones stay, and the log says since when it is kept', async (t) => {
  const log = await openTestLog(t)
  const runner = await runConsumers(log, [recording('all')])
  await append(log, courses(1200, old))
  await append(log, courses(10, now))
  await settled(log)
  assert.equal(await keptSince(log.database.reader), null)
  assert.equal(await trimEvents(log.database, [], limit, now), 1200)
  assert.equal((await eventIds(log.database.reader)).length, 10)
  assert.deepEqual(await keptSince(log.database.reader), limit)
  await runner.stop()
})

test('nothing goes that a group has not settled or that a failed event still needs', async (t) => {
  const log = await openTestLog(t)
  const stuck = recording('stuck', (event) => {
    if (event.key === '1') throw new Error('kaputt')
  })
  const runner = await runConsumers(log, [stuck, recording('slow')], { settings: { ...hurried, parkedMs: [60_000] } })
  await append(log, [courseCreated(1, 'яд', old), courseCreated(1, 'потом', old), courseCreated(2, 'раньше', old)])
  await settled(log)
  await runner.stop()
  await append(log, [courseCreated(2, 'не прочитано', old)])
  assert.equal(await trimEvents(log.database, [], limit, now), 1)
  const left = await log.database.reader.selectFrom('events').select('seq').orderBy('seq').execute()
  assert.deepEqual(
    left.map((row) => row.seq),
    [1, 2, 4],
  )
})

test('a projection is rebuilt from its checkpoint with an equal checksum after the log was trimmed', async (t) => {
  const log = await openTestLog(t)
  await runConsumers(log, [countingConsumer])
  await append(log, courses(50, old))
  await settled(log)
  assert.equal(await trimEvents(log.database, [countingConsumer], limit, now), 50)
  await append(log, courses(20, now))
  await settled(log)
  const before = await checksum(log)
  await log.database.inTransaction((tx) =>
    replayGroup(tx, systemActor('test'), countingConsumer, { from: 'earliest' }, now),
  )
  await settled(log)
  assert.equal(await checksum(log), before)
  assert.match(before, /"count":/)
})

function courses(count: number, at: Date) {
  return Array.from({ length: count }, (_, n) => courseCreated((n % 9) + 1, 'x', at))
}

function settled(log: TestLog): Promise<void> {
  return until(async () => (await listGroups(log.database.reader)).every((group) => group.lag === 0), 'no lag')
}

async function checksum({ database }: TestLog): Promise<string> {
  return (await countingConsumer.projection?.checksum?.(database.reader)) ?? ''
}
