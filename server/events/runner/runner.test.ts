import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { CourseCreated } from '#contract/events/courses.ts'
import { UserCreated } from '#contract/events/users.ts'
import { systemActor } from '#platform/actor.ts'
import { listDeadLetters } from '../admin/dead-letters.ts'
import { listGroups } from '../admin/list-groups.ts'
import { appendEvents } from '../append.ts'
import { call, effect } from '../consumer.ts'
import type { AnyDelivered } from '../delivered.ts'
import { append, courseCreated, effectsOf, eventIds, hurried, openTestLog, recording, runConsumers, type TestLog, until, userCreated, writeEffect } from '../test-log.ts'

test('an effect runs once for every event of its types, and the position passes the others', async (t) => {
  const log = await openTestLog(t)
  await runConsumers(log, [effect({ group: 'courses', on: [CourseCreated], from: 'earliest', handle: (event, tx) => writeEffect(tx, 'courses', event) })])
  await append(log, [courseCreated(1), userCreated(1), courseCreated(2)])
  await until(async () => (await effectsOf(log.database.reader, 'courses')).length === 2, 'two courses')
  await until(async () => (await listGroups(log.database.reader))[0]?.lag === 0, 'no lag')
})

test('a group that starts now does not see what was before', async (t) => {
  const log = await openTestLog(t)
  await append(log, [userCreated(1)])
  const seen: string[] = []
  await runConsumers(log, [effect({ group: 'new', on: [UserCreated], from: 'now', handle: (event) => void seen.push(event.payload.name) })])
  await append(log, [userCreated(2, 'Мария')])
  await until(() => seen.length > 0, 'the event')
  assert.deepEqual(seen, ['Мария'])
})

test('an effect that fails leaves nothing behind and is tried again in place', async (t) => {
  const log = await openTestLog(t)
  let tries = 0
  await runConsumers(log, [recording('flaky', () => {
    if (++tries < 3) throw new Error('noch nicht')
  })])
  await append(log, [courseCreated(1)])
  await until(async () => (await effectsOf(log.database.reader, 'flaky')).length > 0, 'the effect')
  assert.equal(tries, 3)
  assert.deepEqual(await effectsOf(log.database.reader, 'flaky'), await eventIds(log.database.reader))
})

test('an effect that takes too long is rolled back, writes nothing later and counts as failed', async (t) => {
  const log = await openTestLog(t)
  const late: Promise<unknown>[] = []
  const slow = effect({
    group: 'slow', on: [CourseCreated], from: 'earliest',
    handle: (event, tx) => {
      const work = pause(80).then(() => writeEffect(tx, 'slow', event))
      late.push(work.catch((error: unknown) => error))
      return work
    },
  })
  await runConsumers(log, [slow], { settings: { ...hurried, effectTimeoutMs: 20, parkedMs: [] } })
  await append(log, [courseCreated(1)])
  await until(async () => (await listGroups(log.database.reader))[0]?.dead === 1, 'a dead letter')
  assert.ok((await Promise.all(late)).every((outcome) => outcome instanceof Error))
  assert.deepEqual(await effectsOf(log.database.reader, 'slow'), [])
  assert.match((await listDeadLetters(log.database.reader, { limit: 1 }))[0]?.error ?? '', /20 ms/)
})

test('a call gets the event id as its key and is called again after an error', async (t) => {
  const log = await openTestLog(t)
  const keys: string[] = []
  await runConsumers(log, [call({
    group: 'mail', on: [UserCreated], from: 'earliest', replay: 'refuse',
    handle: (_, { key }) => {
      keys.push(key)
      if (keys.length === 1) throw new Error('нет связи')
    },
  })])
  await append(log, [userCreated(1)])
  await until(async () => (await listGroups(log.database.reader))[0]?.lag === 0, 'the position behind it')
  const [id] = await eventIds(log.database.reader)
  assert.deepEqual(keys, [id, id])
})

test('a call that never answers is given up and parked, and no transaction waits for it', async (t) => {
  const log = await openTestLog(t)
  const hanging = call({ group: 'hanging', on: [UserCreated], from: 'earliest', replay: 'safe', handle: () => new Promise<void>(() => {}) })
  await runConsumers(log, [hanging, recording('others')], { settings: { ...hurried, callTimeoutMs: 50 } })
  await append(log, [userCreated(1)])
  await until(async () => (await effectsOf(log.database.reader, 'others')).length === 1, 'the other group', 300)
  await until(async () => (await listGroups(log.database.reader)).some((group) => group.group === 'hanging' && group.parked === 1), 'parked')
})

test('a stop ends a call that hangs and the event comes again after the restart', async (t) => {
  const log = await openTestLog(t)
  let calls = 0
  const mail = call({ group: 'mail', on: [UserCreated], from: 'earliest', replay: 'safe', handle: () => ++calls === 1 ? new Promise<void>(() => {}) : undefined })
  const first = await runConsumers(log, [mail], { settings: { ...hurried, stopMs: 50 } })
  await append(log, [userCreated(1)])
  await until(() => calls === 1, 'the first call')
  const before = performance.now()
  await first.stop()
  assert.ok(performance.now() - before < 1_000)
  await runConsumers(log, [mail])
  await until(() => calls === 2, 'the second call')
})

test('a stop stores what was only passed by', async (t) => {
  const log = await openTestLog(t)
  const runner = await runConsumers(log, [recording('all'), effect({ group: 'users', on: [UserCreated], from: 'earliest', handle: () => {} })], { settings: {} })
  await append(log, [userCreated(1), courseCreated(1), userCreated(1)])
  await until(async () => (await effectsOf(log.database.reader, 'all')).length === 3, 'effects')
  await runner.stop()
  assert.deepEqual((await listGroups(log.database.reader)).map(({ group, lag }) => [group, lag]), [['all', 0], ['users', 0]])
})

test('a restart goes on with parked events, and later ones of the key still wait for them', async (t) => {
  const log = await openTestLog(t)
  const longPark = { ...hurried, parkedMs: [60_000] }
  const first = await runConsumers(log, [recording('stuck', failOn('яд'))], { settings: longPark })
  await append(log, [courseCreated(1, 'яд'), courseCreated(1, 'потом')])
  await until(async () => (await listGroups(log.database.reader))[0]?.parked === 2, 'two parked')
  await first.stop()
  const second = await runConsumers(log, [recording('stuck')], { settings: longPark })
  await append(log, [courseCreated(1, 'ещё позже')])
  await until(async () => (await listGroups(log.database.reader))[0]?.parked === 3, 'three parked')
  assert.deepEqual(await effectsOf(log.database.reader, 'stuck'), [])
  await second.stop()
  await makeDue(log)
  await runConsumers(log, [recording('stuck')], { settings: longPark })
  await until(async () => (await effectsOf(log.database.reader, 'stuck')).length === 3, 'all three')
  assert.deepEqual(await effectsOf(log.database.reader, 'stuck'), await eventIds(log.database.reader))
})

test('a clock that was set back does not hold a parked event up', async (t) => {
  const log = await openTestLog(t)
  let broken = true
  await runConsumers(log, [recording('clock', () => {
    if (broken) throw new Error('kaputt')
  })], { clock: { now: () => new Date(broken ? '2026-12-01' : '2026-11-01') } })
  await append(log, [courseCreated(1)])
  await until(async () => (await listGroups(log.database.reader))[0]?.parked === 1, 'parked')
  broken = false
  await until(async () => (await effectsOf(log.database.reader, 'clock')).length === 1, 'the effect')
})

test('commit to effect with four groups takes less than 50 ms at the 99th percentile', async (t) => {
  const log = await openTestLog(t)
  const committed = new Map<string, number>()
  const waits: number[] = []
  const measure = (event: AnyDelivered) => void waits.push(performance.now() - (committed.get(event.key) ?? Number.NaN))
  const groups = ['a', 'b', 'c', 'd'].map((group) => effect({ group, on: 'all', from: 'now', handle: group === 'a' ? measure : () => {} }))
  await runConsumers(log, groups, { settings: {} })
  for (let id = 1; id <= 500; id++) {
    await log.database.inTransaction(async (tx) => {
      await appendEvents(tx, systemActor('test'), [courseCreated(id)])
      committed.set(String(id), performance.now())
    })
    await pause(1)
  }
  await until(() => waits.length === 500, 'all effects')
  const p99 = waits.toSorted((a, b) => a - b)[494] ?? Number.NaN
  t.diagnostic(`commit → effect p99 ${p99.toFixed(1)} ms`)
  assert.ok(p99 < 50, `p99 ${p99} ms`)
})

test('an idle runner writes nothing and hardly uses the processor', async (t) => {
  const log = await openTestLog(t)
  await append(log, [courseCreated(1)])
  await runConsumers(log, ['a', 'b', 'c', 'd'].map((group) => recording(group)), { settings: {} })
  await until(async () => (await effectsOf(log.database.reader, 'd')).length === 1, 'start')
  await pause(1_200)
  const before = { ...log.database.stats(), cpu: process.cpuUsage() }
  await pause(2_000)
  const cpu = process.cpuUsage(before.cpu)
  t.diagnostic(`idle: ${((cpu.user + cpu.system) / 20_000).toFixed(2)} % of one core`)
  assert.equal(log.database.stats().transactions, before.transactions)
  assert.ok(cpu.user + cpu.system < 200_000)
})

function failOn(title: string) {
  return (event: AnyDelivered) => {
    if (event.payload.title === title) throw new Error('не могу')
  }
}

async function makeDue(log: TestLog): Promise<void> {
  await log.database.inTransaction(async (tx) => {
    await tx.updateTable('event_failures').set({ next_at: 0 }).where('state', '=', 'parked').execute()
  })
}
