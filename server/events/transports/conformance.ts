import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { systemActor } from '#platform/actor.ts'
import { listDeadLetters, retryDeadLetter } from '../admin/dead-letters.ts'
import { listGroups } from '../admin/list-groups.ts'
import type { AnyDelivered } from '../delivered.ts'
import { openNewEpoch } from '../identity.ts'
import { append, courseCreated, effectsOf, eventIds, recording, until } from '../test-log.ts'
import { deliveringTwice } from './deliver-twice.ts'
import { embeddedSource } from './embedded.ts'
import {
  assertEachOnce,
  copyOfFirst,
  ghostsSeen,
  group,
  neighbourOf,
  start,
  type TransportBench,
  untilEffects,
} from './transport-bench.ts'

const foreignCourse = {
  event_type: 'course.created',
  course_id: 900,
  title: 'Чужой',
  price: 1,
  created_by: null,
  timestamp: '2026-11-22T12:00:00.000+00:00',
}

/** Every transport must pass these, unchanged. */
export function transportConformance(name: string, open: (t: TestContext) => Promise<TransportBench>): void {
  const check = (title: string, work: (bench: TransportBench) => Promise<void>) =>
    test(`${name}: ${title}`, async (t) => work(await open(t)))

  check('events of a key come in the order of their numbers', async (bench) => {
    const { log } = bench
    await start(bench)
    await Promise.all(Array.from({ length: 300 }, (_, n) => append(log, [courseCreated((n % 10) + 1)])))
    await untilEffects(log, 300)
    for (let key = 1; key <= 10; key++) {
      assert.deepEqual(
        await effectsOf(log.database.reader, group, String(key)),
        await eventIds(log.database.reader, String(key)),
      )
    }
  })

  check('a restart goes on behind the position', async (bench) => {
    const { log } = bench
    const first = await start(bench)
    await append(log, [courseCreated(1), courseCreated(2)])
    await untilEffects(log, 2)
    await first.stop()
    await append(log, [courseCreated(1), courseCreated(3)])
    await start(bench)
    await untilEffects(log, 4)
    await assertEachOnce(log)
  })

  check('records delivered twice have one effect', async (bench) => {
    const { log } = bench
    await start(bench, { source: deliveringTwice(bench.source()) })
    await append(
      log,
      Array.from({ length: 50 }, (_, n) => courseCreated(n + 1)),
    )
    await bench.inject({ topic: 'course-events', key: '900', value: JSON.stringify(foreignCourse), headers: {} })
    await untilEffects(log, 51)
    assert.equal(new Set(await effectsOf(log.database.reader, group)).size, 51)
  })

  check('an old record that comes again behind the position does nothing', async (bench) => {
    const { log } = bench
    await start(bench)
    await append(log, [courseCreated(1), courseCreated(1)])
    await untilEffects(log, 2)
    await bench.inject(await copyOfFirst(log))
    await append(log, [courseCreated(1)])
    await untilEffects(log, 3)
    assert.equal(new Set(await effectsOf(log.database.reader, group)).size, 3)
  })

  check('a ghost of an older epoch is skipped and counted', async (bench) => {
    const { log } = bench
    await append(log, [courseCreated(1)])
    await log.database.inTransaction((tx) => openNewEpoch(tx, new Date()))
    const ghost = await copyOfFirst(log)
    await bench.inject({ ...ghost, headers: { ...ghost.headers, ce_id: 'ghost', ce_sequence: '2' } })
    await append(log, [courseCreated(1), courseCreated(1)])
    await start(bench)
    await untilEffects(log, 3)
    assert.ok(!(await effectsOf(log.database.reader, group)).includes('ghost'))
    await until(async () => (await ghostsSeen(log)) === 1, 'the ghost to be counted')
  })

  check('a foreign record of a known shape is delivered once, also after a restart', async (bench) => {
    const { log } = bench
    const first = await start(bench)
    await bench.inject({ topic: 'course-events', key: '900', value: JSON.stringify(foreignCourse), headers: {} })
    await untilEffects(log, 1)
    await first.stop()
    await start(bench)
    await append(log, [courseCreated(900)])
    await untilEffects(log, 2)
    assert.equal((await effectsOf(log.database.reader, group, '900')).length, 2)
  })

  check('what cannot be read is a dead letter at once, and the rest goes on', async (bench) => {
    const { log } = bench
    await start(bench)
    for (const value of bench.undecodable) await bench.inject({ topic: 'course-events', key: '1', value, headers: {} })
    await append(log, [courseCreated(1)])
    await untilEffects(log, 1)
    const letters = await listDeadLetters(log.database.reader, { limit: 100 })
    assert.deepEqual(
      letters.map(({ state, attempts }) => [state, attempts]),
      bench.undecodable.map(() => ['dead', 0]),
    )
    for (const letter of letters) assert.notEqual(letter.error, '')
  })

  check(
    'a failing event is parked with the later ones of its key while other keys go on, and a retry clears it',
    async (bench) => {
      const { log } = bench
      let broken = true
      const trouble = (event: AnyDelivered) => {
        if (broken && event.key === '1' && event.payload.title === 'яд') throw new Error('не могу')
      }
      const neighbour = neighbourOf('1')
      await start(bench, { consumers: [recording(group, trouble)] })
      await append(log, [courseCreated(1), courseCreated(1, 'яд'), courseCreated(1), courseCreated(neighbour)])
      await until(
        async () => (await effectsOf(log.database.reader, group, String(neighbour))).length === 1,
        'the neighbour in the partition',
      )
      await until(async () => (await listGroups(log.database.reader))[0]?.dead === 1, 'a dead letter')
      await until(
        async () => (await effectsOf(log.database.reader, group, '1')).length === 2,
        'the later event of the key',
      )
      broken = false
      const [letter] = await listDeadLetters(log.database.reader, { limit: 10 })
      assert.deepEqual(
        [letter?.state, letter?.key, letter?.attempts, letter?.error],
        ['dead', '1', 8, 'Error: не могу'],
      )
      await log.database.inTransaction((tx) => retryDeadLetter(tx, systemActor('test'), letter?.id ?? 0, new Date()))
      await untilEffects(log, 4)
      await assertEachOnce(log)
    },
  )

  check('changing the source keeps the position', async (bench) => {
    const { log } = bench
    const other = embeddedSource(log.database, log.instanceId)
    for (const source of [bench.source(), other, bench.source(), other]) {
      const runner = await start(bench, { source })
      const before = (await effectsOf(log.database.reader, group)).length
      await append(log, [courseCreated(1), courseCreated(2), courseCreated(3)])
      await untilEffects(log, before + 3)
      await runner.stop()
    }
    await assertEachOnce(log)
  })
}
