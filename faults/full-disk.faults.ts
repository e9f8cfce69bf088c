import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { checkDatabase, checkNothingMissing, settled } from './kit/check-database.ts'
import { startCrmProcess } from './kit/crm-process.ts'
import { Client, type Fate } from './kit/http-calls.ts'
import { Journal } from './kit/journal.ts'
import { settleUnknown, startLoad } from './kit/keyed-writers.ts'
import { count, FaultRun } from './kit/lane.ts'
import { claimOwner } from './kit/owner.ts'
import { SmallDisk, smallDiskMissing } from './kit/small-disk.ts'

const cycles = count({ short: 2, full: 20 })
/** Also the promise: with room again, the first write within so many milliseconds. */
const patienceMs = 5_000
const ready = { method: 'GET', path: '/health/ready' }
const oneCourse = { method: 'POST', path: '/courses', body: { title: 'Есть ли место?', price: 1 } }

test(`R9: ${cycles} times a disk runs full under load: 507, reads go on, and with room it writes again`, {
  skip: smallDiskMissing,
}, async (t) => {
  const run = new FaultRun(t, 'full-disk')
  const journal = new Journal(run.journalFile)
  const disk = new SmallDisk(t, 48)
  const crm = await startCrmProcess(t, disk)
  const cookie = await claimOwner(crm.url)
  for (let left = cycles; left > 0; left--) {
    await run.cycle(async () => {
      disk.fill(300_000)
      const load = startLoad({ url: crm.url, cookie, journal, chance: run.chance, writers: 8, users: 0, weight: 500 })
      const client = new Client(crm.url, { cookie })
      await until('a write is refused', () => journal.refusals.has(507))
      disk.fill(0)
      await until('ready turns red', async () => statusOf(await client.send(ready)) === 503)
      await client.expect(200, { method: 'GET', path: '/health/live' })
      await client.expect(200, { method: 'GET', path: '/courses?limit=5' })
      await client.expect(200, { method: 'GET', path: '/me' })
      await load.stop()
      assert.deepEqual([...journal.refusals.keys()], [507], 'nothing but 507')
      checkDatabase(crm.file, journal)
      disk.makeRoom()
      await until('writes come back', async () => statusOf(await client.send(oneCourse)) === 201)
      await client.expect(200, ready)
      client.close()
      journal.refusals.clear()
      await settleUnknown(crm.url, cookie, journal)
      await settled(crm.file)
      checkDatabase(crm.file, journal)
    })
  }
  assert.equal((await crm.stop()).code, 0)
  checkNothingMissing(crm.file)
  journal.close()
})

function statusOf(fate: Fate): number | string {
  return fate.kind === 'answered' ? fate.reply.status : fate.kind
}

async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const started = performance.now()
  while (!(await holds())) {
    assert.ok(performance.now() - started < patienceMs, `within ${patienceMs} ms: ${what}`)
    await pause(20)
  }
}
