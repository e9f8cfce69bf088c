import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { CourseCreated } from '#contract/events/courses.ts'
import { UserCreated, UserLoggedIn } from '#contract/events/users.ts'
import { listDeadLetters } from '../admin/dead-letters.ts'
import { listGroups } from '../admin/list-groups.ts'
import { effect } from '../consumer.ts'
import type { AnyDelivered } from '../delivered.ts'
import {
  append,
  courseCreated,
  effectsOf,
  eventIds,
  hurried,
  openTestLog,
  recording,
  runConsumers,
  type TestLog,
  until,
  userCreated,
  writeEffect,
} from '../test-log.ts'

test('an effect runs once for every event of its types, and the position passes the others', async (t) => {
  const log = await openTestLog(t)
  await runConsumers(log, [
    effect({
      group: 'courses',
      on: [CourseCreated],
      from: 'earliest',
      handle: (event, tx) => writeEffect(tx, 'courses', event),
    }),
  ])
  await append(log, [courseCreated(1), userCreated(1), courseCreated(2)])
  await until(async () => (await effectsOf(log.database.reader, 'courses')).length === 2, 'two courses')
  await until(async () => (await listGroups(log.database.reader))[0]?.lag === 0, 'no lag')
})

test('a group that starts now does not see what was before', async (t) => {
  const log = await openTestLog(t)
  await append(log, [userCreated(1)])
  const seen: string[] = []
  await runConsumers(log, [
    effect({ group: 'new', on: [UserCreated], from: 'now', handle: (event) => void seen.push(event.payload.name) }),
  ])
  await append(log, [userCreated(2, 'Мария')])
  await until(() => seen.length > 0, 'the event')
  assert.deepEqual(seen, ['Мария'])
})

test('an effect that fails leaves nothing behind and is tried again in place', async (t) => {
  const log = await openTestLog(t)
  let tries = 0
  await runConsumers(log, [
    recording('flaky', () => {
      if (++tries < 3) throw new Error('noch nicht')
    }),
  ])
  await append(log, [courseCreated(1)])
  await until(async () => (await effectsOf(log.database.reader, 'flaky')).length > 0, 'the effect')
  assert.equal(tries, 3)
  assert.deepEqual(await effectsOf(log.database.reader, 'flaky'), await eventIds(log.database.reader))
})

test('an effect that takes too long is rolled back, writes nothing later and counts as failed', async (t) => {
  const log = await openTestLog(t)
  const late: Promise<unknown>[] = []
  const slow = effect({
    group: 'slow',
    on: [CourseCreated],
    from: 'earliest',
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

test('a stop stores what was only passed by', async (t) => {
  const log = await openTestLog(t)
  const logins = effect({ group: 'logins', on: [UserLoggedIn], from: 'earliest', handle: () => {} })
  const runner = await runConsumers(log, [recording('all'), logins], { settings: { netMs: 60_000 } })
  await append(log, [userCreated(1), userCreated(2)])
  await until(async () => (await effectsOf(log.database.reader, 'all')).length === 2, 'effects')
  await pause(50)
  const lagOfLogins = async () => (await listGroups(log.database.reader)).find(({ group }) => group === 'logins')?.lag
  assert.equal(await lagOfLogins(), 2)
  await runner.stop()
  assert.equal(await lagOfLogins(), 0)
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
  await runConsumers(
    log,
    [
      recording('clock', () => {
        if (broken) throw new Error('kaputt')
      }),
    ],
    { clock: { now: () => new Date(broken ? '2026-12-01' : '2026-11-01') } },
  )
  await append(log, [courseCreated(1)])
  await until(async () => (await listGroups(log.database.reader))[0]?.parked === 1, 'parked')
  broken = false
  await until(async () => (await effectsOf(log.database.reader, 'clock')).length === 1, 'the effect')
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

test('what another process numbered just before a notice of our own is found by the next look', async (t) => {
  const log = await openTestLog(t)
  await runConsumers(log, [recording('g')], { settings: { ...hurried, netMs: 400 } })
  await append(log, [userCreated(1), courseCreated(1)])
  const { reader } = log.database
  await until(async () => (await effectsOf(reader, 'g')).length === 2, 'the first two')
  await numberElsewhere(log, 'user-events')
  await append(log, [courseCreated(1)])
  await until(async () => (await effectsOf(reader, 'g')).length === 4, 'the event of the other process', 5_000)
  assert.deepEqual((await effectsOf(reader, 'g')).sort(), (await eventIds(reader)).sort())
})

/** Once more what was last told there, with the next number, as if another process had done it: nobody here is told. */
async function numberElsewhere({ database }: TestLog, topic: 'user-events'): Promise<void> {
  await database.inTransaction(async (tx) => {
    const last = tx.selectFrom('events').selectAll().where('topic', '=', topic).orderBy('seq', 'desc').limit(1)
    const { n: _, ...event } = await last.executeTakeFirstOrThrow()
    const { last_seq } = await tx.selectFrom('event_log').select('last_seq').executeTakeFirstOrThrow()
    const id = event.id.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'))
    const headers = event.headers.replace(event.id, id)
    const copy = { ...event, id, headers, seq: last_seq + 1 }
    await tx.insertInto('events').values(copy).execute()
    await tx
      .updateTable('event_log')
      .set({ last_seq: last_seq + 1 })
      .execute()
  })
}
