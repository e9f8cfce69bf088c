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

test('two processes share the leases evenly, each is held by one alone, and who stops leaves them to the other', async (t) => {
  const { database, closing } = await openTestLog(t)
  const names = Array.from({ length: 7 }, (_, n) => `g/${n}`)
  const times = { ttlMs: 2_000, renewMs: 20 }
  const held: Record<string, string[]> = { one: [], two: [] }
  const start = async (owner: 'one' | 'two') => {
    const leases = sharedLeases(database, owner, times)
    await leases.start(names, (found) => (held[owner] = [...found.keys()]))
    return leases
  }
  const one = await start('one')
  assert.equal(held['one']?.length, 7)
  const two = await start('two')
  closing.push(() => two.stop())
  const all = () => [...(held['one'] ?? []), ...(held['two'] ?? [])].sort()
  await until(() => all().join() === names.join() && (held['two']?.length ?? 0) >= 3, 'a fair share for each')
  assert.deepEqual([held['one']?.length, held['two']?.length].sort(), [3, 4])
  await one.stop()
  held['one'] = []
  await until(() => held['two']?.length === 7, 'the other to take over')
})

test('a process that works for other groups, or for none, takes no share away', async (t) => {
  const { database, closing } = await openTestLog(t)
  const times = { ttlMs: 2_000, renewMs: 20 }
  const held: Record<string, number> = {}
  const wishes = { api: [], bridge: ['bridge/0', 'bridge/1'], one: ['g/0', 'g/1', 'g/2'], two: ['g/0', 'g/1', 'g/2'] }
  for (const [owner, names] of Object.entries(wishes)) {
    const leases = sharedLeases(database, owner, times)
    await leases.start(names, (found) => (held[owner] = found.size))
    closing.push(() => leases.stop())
  }
  await until(() => (held['two'] ?? 0) > 0, 'the second consumer to have its share')
  assert.equal((held['one'] ?? 0) + (held['two'] ?? 0), 3)
  assert.deepEqual([held['api'], held['bridge']], [0, 2])
})

test('what a dead process held is taken over when its time is up, by whoever lives', async (t) => {
  const { database, closing } = await openTestLog(t)
  const dead = sharedLeases(database, 'dead', { ttlMs: 300, renewMs: 60_000 })
  await dead.start(['a', 'b'], () => {})
  let held = 0
  const heir = sharedLeases(database, 'heir', { ttlMs: 2_000, renewMs: 20 })
  await heir.start(['a', 'b'], (found) => {
    held = found.size
  })
  closing.push(() => heir.stop())
  assert.equal(held, 0)
  await until(() => held === 2, 'the lease to run out')
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
