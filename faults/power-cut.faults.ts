import assert from 'node:assert/strict'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { checkDatabase, settled } from './kit/check-database.ts'
import { startCrmProcess } from './kit/crm-process.ts'
import { CuttableDisk, disk } from './kit/disk.ts'
import { Client } from './kit/http-calls.ts'
import { Journal } from './kit/journal.ts'
import { settleUnknown, startLoad } from './kit/keyed-writers.ts'
import { count, FaultRun } from './kit/lane.ts'
import { claimOwner } from './kit/owner.ts'

const cycles = count({ short: 5, full: 200 })
const cyclesPerFolder = 25
const needsDisk = { skip: disk.missing }
const normalSynchronous = pathToFileURL(join(import.meta.dirname, 'kit', 'normal-synchronous.child.ts')).href

test(`R2: ${cycles} power cuts under load lose nothing acknowledged`, needsDisk, async (t) => {
  let acknowledged = 0
  for (let done = 0; done < cycles; done += cyclesPerFolder)
    acknowledged += await cutPowerAgainAndAgain(t, Math.min(cyclesPerFolder, cycles - done))
  t.diagnostic(`${acknowledged} acknowledged writes`)
  assert.ok(acknowledged > cycles * 10, `only ${acknowledged} writes were acknowledged`)
})

test('R2, control: the same cut with synchronous=NORMAL does lose what was acknowledged', needsDisk, async (t) => {
  const run = new FaultRun(t, 'power-cut-control')
  const files = new CuttableDisk(run.folder)
  const journal = new Journal(run.journalFile)
  const plain = files.environment({ seed: 1, early: 0 })
  const first = await startCrmProcess(t, { folder: files.folder, env: plain })
  const cookie = await claimOwner(first.url)
  await first.stop()
  const env = { ...plain, NODE_OPTIONS: `--import ${normalSynchronous}` }
  const crm = await startCrmProcess(t, { folder: files.folder, env })
  const load = startLoad({ url: crm.url, cookie, journal, chance: run.chance, writers: 16, users: 0 })
  while (journal.acknowledged.length < 100) await pause(10)
  await crm.kill()
  await load.stop()
  files.cutPower()
  const after = await startCrmProcess(t, { folder: files.folder, env: plain })
  assert.throws(() => checkDatabase(after.file, journal), /acknowledged writes are lost/)
  await after.stop()
})

async function cutPowerAgainAndAgain(t: TestContext, times: number): Promise<number> {
  const run = new FaultRun(t, 'power-cut')
  const files = new CuttableDisk(run.folder)
  const journal = new Journal(run.journalFile)
  let cookie: string | undefined
  for (let left = times; left > 0; left--) {
    await run.cycle(async (cycle) => {
      // sometimes nothing reaches the platter by itself, sometimes a lot does, in halves and out of order
      const env = files.environment({
        seed: Math.floor(run.chance.between(1, 1e6)),
        early: run.chance.pick([0, 10, 60]),
      })
      const crm = await startCrmProcess(t, { folder: files.folder, env })
      cookie ??= await claimOwner(crm.url)
      checkDatabase(crm.file, journal)
      await repeatSome(crm.url, cookie, journal)
      await settleUnknown(crm.url, cookie, journal)
      const load = startLoad({ url: crm.url, cookie, journal, chance: run.chance, writers: 16 })
      const delay = run.chance.between(30, 700)
      await pause(delay)
      await crm.kill()
      await load.stop()
      journal.note(`cycle ${cycle}: power cut after ${Math.round(delay)} ms`)
      files.cutPower()
    })
  }
  await run.cycle(async () => {
    const crm = await startCrmProcess(t, { folder: files.folder })
    await settled(crm.file)
    checkDatabase(crm.file, journal)
    assert.equal((await crm.stop()).code, 0)
  })
  journal.close()
  return journal.acknowledged.length
}

/** Also the key that tells a retry from a new request must have survived: the same key gives the same answer. */
async function repeatSome(url: string, cookie: string, { acknowledged }: Journal): Promise<void> {
  const client = new Client(url, { cookie })
  for (const { path, key, body, id } of acknowledged.filter(({ kind }) => kind === 'course').slice(-5)) {
    const again = await client.expect(201, { method: 'POST', path, body, headers: { 'idempotency-key': key } })
    assert.deepEqual([again.body.id, again.headers['idempotency-replayed']], [id, 'true'])
  }
  client.close()
}
