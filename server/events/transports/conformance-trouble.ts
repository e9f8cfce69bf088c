import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { UserCreated } from '#contract/events/users.ts'
import { systemActor } from '#platform/actor.ts'
import { listDeadLetters, retryDeadLetters } from '../admin/dead-letters.ts'
import { listGroups } from '../admin/list-groups.ts'
import { replayGroup } from '../admin/replay.ts'
import { call, effect } from '../consumer.ts'
import { countingConsumer, countsOf } from '../counting-projection.ts'
import type { AnyDelivered } from '../delivered.ts'
import type { Runner } from '../runner/runner.ts'
import { append, courseCreated, effectsOf, hurried, recording, until, userCreated } from '../test-log.ts'
import { group, neighbourOf, start, type TransportBench, untilEffects } from './transport-bench.ts'

/** What consumers and people do to the runner; every transport must stand it, unchanged. */
export function transportTrouble(name: string, open: (t: TestContext) => Promise<TransportBench>): void {
  const check = (title: string, work: (bench: TransportBench) => Promise<void>) =>
    test(`${name}: ${title}`, async (t) => work(await open(t)))

  check('a replay from the beginning counts every event once, also while others come', async (bench) => {
    const { database } = bench.log
    await start(bench, { consumers: [countingConsumer] })
    const many = () => Array.from({ length: 100 }, (_, n) => courseCreated((n % 9) + 1))
    const sum = async () => (await countsOf(database.reader)).reduce((total, { count }) => total + count, 0)
    await append(bench.log, many())
    await until(async () => (await sum()) === 100, 'the first hundred')
    const writing = append(bench.log, many())
    const actor = systemActor('test')
    await database.inTransaction((tx) => replayGroup(tx, actor, countingConsumer, { from: 'earliest' }, new Date()))
    await writing
    await until(async () => (await listGroups(database.reader))[0]?.lag === 0, 'no lag')
    assert.equal(await sum(), 200)
    await database.inTransaction((tx) => replayGroup(tx, actor, countingConsumer, { from: 'earliest' }, new Date()))
    await until(async () => (await listGroups(database.reader))[0]?.lag === 0, 'no lag again')
    assert.equal(await sum(), 200)
  })

  check('of a hundred events one is poisoned: all of those are visible, a retry clears them', async (bench) => {
    const { log } = bench
    let poisoned = true
    const trouble = (event: AnyDelivered) => {
      if (poisoned && event.payload.title === 'яд') throw new Error('отравлено')
    }
    await start(bench, { consumers: [recording(group, trouble)] })
    const events = Array.from({ length: 500 }, (_, n) => courseCreated(n + 1, n % 100 === 7 ? 'яд' : 'хорошо'))
    await append(log, events)
    for (const value of bench.undecodable) await bench.inject({ topic: 'course-events', key: '1', value, headers: {} })
    await untilEffects(log, 495)
    const wanted = 5 + bench.undecodable.length
    const dead = () => listDeadLetters(log.database.reader, { states: ['dead'], limit: 100 })
    await until(async () => (await dead()).length === wanted, `${wanted} dead letters`)
    poisoned = false
    await log.database.inTransaction((tx) => retryDeadLetters(tx, systemActor('test'), group, new Date()))
    await untilEffects(log, 500)
    assert.equal(new Set(await effectsOf(log.database.reader, group)).size, 500)
    await until(async () => (await dead()).length === bench.undecodable.length, 'what nobody can read to stay')
  })

  check(
    'an effect that never returns holds up its own key alone, and a stop waits no longer than 6 s',
    async (bench) => {
      const { log } = bench
      let begun = 0
      const stuck = effect({
        group: 'stuck',
        on: 'all',
        from: 'earliest',
        handle: ({ key }) => (['1', '2'].includes(key) && ++begun ? new Promise<void>(() => {}) : undefined),
      })
      const neighbour = neighbourOf('1')
      const settings = { ...hurried, effectTimeoutMs: 200, parkedMs: [60_000] }
      const runner = await start(bench, { consumers: [stuck, recording(group)], settings })
      await append(log, [courseCreated(1), courseCreated(1), courseCreated(neighbour)])
      await untilEffects(log, 3)
      const stuckGroup = async () => (await listGroups(log.database.reader)).find((one) => one.group === 'stuck')
      await until(async () => (await stuckGroup())?.lag === 0, 'the others of the partition')
      assert.equal((await stuckGroup())?.parked, 2)
      await runner.stop()
      const again = await start(bench, { consumers: [stuck], settings: {} })
      begun = 0
      await append(log, [courseCreated(2)])
      await until(() => begun > 0, 'it to hang again')
      await assertStopsInTime(again)
    },
  )

  check('a call that never returns is given up and parked while others go on, and a stop ends it', async (bench) => {
    const { log } = bench
    let begun = 0
    const hanging = call({
      group: 'hanging',
      on: [UserCreated],
      from: 'earliest',
      replay: 'safe',
      handle: ({ key }) => (['1', '2'].includes(key) && ++begun ? new Promise<void>(() => {}) : undefined),
    })
    const consumers = [hanging, recording(group)]
    const runner = await start(bench, { consumers, settings: { ...hurried, callTimeoutMs: 50, parkedMs: [60_000] } })
    await append(log, [userCreated(1), userCreated(neighbourOf('1'))])
    await untilEffects(log, 2)
    const hangingGroup = async () => (await listGroups(log.database.reader)).find((one) => one.group === 'hanging')
    await until(async () => (await hangingGroup())?.lag === 0, 'the others of the partition')
    assert.equal((await hangingGroup())?.parked, 1)
    await runner.stop()
    const again = await start(bench, { consumers: [hanging], settings: {} })
    begun = 0
    await append(log, [userCreated(2)])
    await until(() => begun > 0, 'it to hang again')
    await assertStopsInTime(again)
  })
}

async function assertStopsInTime(runner: Runner): Promise<void> {
  const started = performance.now()
  await runner.stop()
  assert.ok(performance.now() - started < 6_000, `the stop took ${performance.now() - started} ms`)
}
