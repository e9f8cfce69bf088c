import assert from 'node:assert/strict'
import { test } from 'node:test'
import { UserCreated } from '#contract/events/users.ts'
import { listGroups } from '../admin/list-groups.ts'
import { call } from '../consumer.ts'
import {
  append,
  effectsOf,
  eventIds,
  hurried,
  openTestLog,
  recording,
  runConsumers,
  until,
  userCreated,
} from '../test-log.ts'

test('a call gets the event id as its key and is called again after an error', async (t) => {
  const log = await openTestLog(t)
  const keys: string[] = []
  await runConsumers(log, [
    call({
      group: 'mail',
      on: [UserCreated],
      from: 'earliest',
      replay: 'refuse',
      handle: (_, { key }) => {
        keys.push(key)
        if (keys.length === 1) throw new Error('нет связи')
      },
    }),
  ])
  await append(log, [userCreated(1)])
  await until(async () => (await listGroups(log.database.reader))[0]?.lag === 0, 'the position behind it')
  const [id] = await eventIds(log.database.reader)
  assert.deepEqual(keys, [id, id])
})

test('a call that never answers is given up and parked, and no transaction waits for it', async (t) => {
  const log = await openTestLog(t)
  const hanging = call({
    group: 'hanging',
    on: [UserCreated],
    from: 'earliest',
    replay: 'safe',
    handle: () => new Promise<void>(() => {}),
  })
  await runConsumers(log, [hanging, recording('others')], { settings: { ...hurried, callTimeoutMs: 50 } })
  await append(log, [userCreated(1)])
  await until(async () => (await effectsOf(log.database.reader, 'others')).length === 1, 'the other group', 300)
  await until(
    async () =>
      (await listGroups(log.database.reader)).some((group) => group.group === 'hanging' && group.parked === 1),
    'parked',
  )
})

test('a stop ends a call that hangs and the event comes again after the restart', async (t) => {
  const log = await openTestLog(t)
  let calls = 0
  const mail = call({
    group: 'mail',
    on: [UserCreated],
    from: 'earliest',
    replay: 'safe',
    handle: () => (++calls === 1 ? new Promise<void>(() => {}) : undefined),
  })
  const first = await runConsumers(log, [mail], { settings: { ...hurried, stopMs: 50 } })
  await append(log, [userCreated(1)])
  await until(() => calls === 1, 'the first call')
  const before = performance.now()
  await first.stop()
  assert.ok(performance.now() - before < 1_000)
  await runConsumers(log, [mail])
  await until(() => calls === 2, 'the second call')
})
