import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { listGroups } from '../admin/list-groups.ts'
import {
  append,
  courseCreated,
  effectsOf,
  eventIds,
  hurried,
  openLog,
  openTestLog,
  recording,
  runConsumers,
  until,
} from '../test-log.ts'
import { fileOwnerLeases } from './file-owner-leases.ts'
import { type Lease, LeaseLost } from './lease.ts'
import { sharedLeases } from './shared-leases.ts'

const never = { ttlMs: 60_000, renewMs: 60_000 }

test('a lease that is renewed in time is held by one process alone', async (t) => {
  const { database, closing } = await openTestLog(t)
  const one = sharedLeases(database, 'one', { ttlMs: 200, renewMs: 20 })
  const two = sharedLeases(database, 'two', { ttlMs: 200, renewMs: 20 })
  const held: Record<string, number[]> = { one: [], two: [] }
  await one.start(['a', 'b'], (leases) => held.one?.push(leases.size))
  await two.start(['a', 'b'], (leases) => held.two?.push(leases.size))
  closing.push(() => two.stop())
  await pause(400)
  assert.ok(held.one?.every((size) => size === 2) && held.two?.every((size) => size === 0))
  await one.stop()
  await until(() => held.two?.at(-1) === 2, 'the other to take over at once')
})

test('what a paused owner still tries to commit is refused inside its transaction', async (t) => {
  const { database, closing } = await openTestLog(t)
  const zombie = sharedLeases(database, 'zombie', { ttlMs: 1, renewMs: 60_000 })
  const heir = sharedLeases(database, 'heir', never)
  let lease: Lease = { name: 'a', epoch: 0 }
  await zombie.start(['a'], (held) => {
    lease = held.get('a') ?? lease
  })
  await database.inTransaction((tx) => zombie.assertHeld(tx, lease))
  await pause(10)
  await heir.start(['a'], () => {})
  closing.push(
    () => zombie.stop(),
    () => heir.stop(),
  )
  await assert.rejects(
    database.inTransaction((tx) => zombie.assertHeld(tx, lease)),
    LeaseLost,
  )
})

test('when a runner is paused in the middle of an effect and another takes over, each effect stays single', async (t) => {
  const log = await openTestLog(t)
  const other = await openLog(log.url)
  log.closing.push(() => other.database.close())
  const resume = Promise.withResolvers<void>()
  // the zombie stands still between reading and its transaction: its lease runs out meanwhile
  const leases = sharedLeases(log.database, 'zombie', { ttlMs: 1, renewMs: 60_000 })
  let stopHere = true
  const database = {
    ...log.database,
    inTransaction: (async (work, options) => {
      if (options?.timeoutMs !== undefined && stopHere) await resume.promise
      return log.database.inTransaction(work, options)
    }) as typeof log.database.inTransaction,
  }
  await append(log, [courseCreated(1)])
  await runConsumers(log, [recording('g')], { database, leases })
  await pause(50)
  await runConsumers(other, [recording('g')], { leases: sharedLeases(other.database, 'heir', never) })
  log.closing.push(...other.closing.slice(1))
  await until(async () => (await effectsOf(log.database.reader, 'g')).length === 1, 'the heir')
  stopHere = false
  resume.resolve()
  await pause(200)
  await append(log, [courseCreated(1)])
  await until(async () => (await effectsOf(log.database.reader, 'g')).length === 2, 'the next event')
  assert.deepEqual(await effectsOf(log.database.reader, 'g'), await eventIds(log.database.reader))
})

test('the owner of the file takes everything, whoever was noted before, and is shown with the group', async (t) => {
  const log = await openTestLog(t)
  const dead = fileOwnerLeases(log.database, 'dead')
  await dead.start(['old', 'g/course-events/0'], () => {})
  const runner = await runConsumers(log, [recording('g')], {
    leases: fileOwnerLeases(log.database, 'me'),
    settings: hurried,
  })
  const owners = async () => (await listGroups(log.database.reader))[0]?.partitions.map((partition) => partition.owner)
  assert.deepEqual(new Set(await owners()), new Set(['me']))
  await runner.stop()
  assert.deepEqual(new Set(await owners()), new Set([null]))
})
