import assert from 'node:assert/strict'
import { test } from 'node:test'
import { systemActor } from '#platform/actor.ts'
import { Failure } from '#platform/failure.ts'
import { type CallConsumer, type Consumer, call } from '../consumer.ts'
import { countingConsumer, countsOf } from '../counting-projection.ts'
import {
  append,
  courseCreated,
  effectsOf,
  hurried,
  openTestLog,
  recording,
  runConsumers,
  type TestLog,
  until,
} from '../test-log.ts'
import { listGroups } from './list-groups.ts'
import { replayGroup } from './replay.ts'
import { previewReplay, type ReplayStart } from './replay-plan.ts'

const actor = systemActor('test')
const earliest = { from: 'earliest' } as const

test('a replay rebuilds a projection with an equal checksum, also while events keep coming', async (t) => {
  const log = await openTestLog(t)
  await runConsumers(log, [countingConsumer])
  await append(log, courses(100))
  await settled(log)
  const before = await checksum(log)
  await spoil(log)
  assert.notEqual(await checksum(log), before)
  await replay(log, countingConsumer, earliest)
  await settled(log)
  assert.equal(await checksum(log), before)
  const writing = append(log, courses(50))
  await replay(log, countingConsumer, earliest)
  await writing
  await settled(log)
  assert.equal(
    (await countsOf(log.database.reader)).reduce((sum, row) => sum + row.count, 0),
    150,
  )
})

test('a preview says how many events would come again and changes nothing', async (t) => {
  const log = await openTestLog(t)
  await runConsumers(log, [recording('g')])
  await append(log, courses(10))
  await until(async () => (await effectsOf(log.database.reader, 'g')).length === 10, 'effects')
  const preview = (start: ReplayStart) => previewReplay(log.database.reader, recording('g'), start)
  assert.equal((await preview(earliest)).events, 10)
  assert.equal((await preview({ from: 'seq', seq: 8 })).events, 3)
  assert.equal((await preview({ from: 'seq', seq: 500 })).events, 0)
  assert.equal((await preview({ from: 'time', time: new Date(Date.now() - 60_000) })).events, 10)
  assert.equal((await preview({ from: 'time', time: new Date(Date.now() + 60_000) })).events, 0)
  assert.equal((await listGroups(log.database.reader))[0]?.lag, 0)
})

test('a replay from a number delivers that event and the later ones again', async (t) => {
  const log = await openTestLog(t)
  await runConsumers(log, [recording('g')])
  await append(log, courses(10))
  await until(async () => (await effectsOf(log.database.reader, 'g')).length === 10, 'effects')
  await replay(log, recording('g'), { from: 'seq', seq: 8 })
  await until(async () => (await effectsOf(log.database.reader, 'g')).length === 13, 'three again')
  const [group] = await listGroups(log.database.reader)
  assert.equal(group?.resetBy, 'system')
})

test('failed events that come again from the log do not run a second time from the side', async (t) => {
  const log = await openTestLog(t)
  let broken = true
  const consumer = recording('g', () => {
    if (broken) throw new Error('kaputt')
  })
  await runConsumers(log, [consumer], { settings: { ...hurried, parkedMs: [60_000] } })
  await append(log, [courseCreated(1), courseCreated(1), courseCreated(2)])
  await until(async () => (await listGroups(log.database.reader))[0]?.parked === 3, 'all parked')
  broken = false
  await replay(log, consumer, earliest)
  await until(async () => (await effectsOf(log.database.reader, 'g')).length >= 3, 'effects')
  await until(async () => (await listGroups(log.database.reader))[0]?.lag === 0, 'no lag')
  assert.equal((await effectsOf(log.database.reader, 'g')).length, 3)
  assert.equal((await listGroups(log.database.reader))[0]?.parked, 0)
})

test('a call refuses a replay unless it is marked safe, and a projection any start but its beginning', async (t) => {
  const log = await openTestLog(t)
  const mail = (replay: CallConsumer['replay']) =>
    call({ group: `mail-${replay}`, on: 'all', from: 'earliest', replay, handle: () => {} })
  await runConsumers(log, [mail('refuse'), mail('safe'), countingConsumer])
  await assert.rejects(replay(log, mail('refuse'), earliest), refused('replay_refused'))
  await assert.rejects(replay(log, countingConsumer, { from: 'seq', seq: 1 }), refused('replay_from_earliest_only'))
  await assert.rejects(replay(log, recording('unknown'), earliest), refused('group_not_found'))
  await replay(log, mail('safe'), earliest)
})

function replay({ database }: TestLog, consumer: Consumer, start: ReplayStart) {
  return database.inTransaction((tx) => replayGroup(tx, actor, consumer, start, new Date()))
}

function courses(count: number) {
  return Array.from({ length: count }, (_, n) => courseCreated((n % 9) + 1))
}

function settled(log: TestLog): Promise<void> {
  return until(async () => (await listGroups(log.database.reader))[0]?.lag === 0, 'no lag')
}

async function checksum({ database }: TestLog): Promise<string> {
  return (await countingConsumer.projection?.checksum?.(database.reader)) ?? ''
}

async function spoil({ database }: TestLog): Promise<void> {
  await database.inTransaction(async (tx) => countingConsumer.projection?.load(tx, '[{"key":"spoilt","count":1}]'))
}

function refused(code: string) {
  return (error: unknown) => error instanceof Failure && error.code === code
}
