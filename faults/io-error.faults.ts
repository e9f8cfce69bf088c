import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { checkDatabase, settled } from './kit/check-database.ts'
import { startCrmProcess } from './kit/crm-process.ts'
import { CuttableDisk, disk } from './kit/disk.ts'
import { Client } from './kit/http-calls.ts'
import { Journal } from './kit/journal.ts'
import { settleUnknown, startLoad } from './kit/keyed-writers.ts'
import { count, FaultRun } from './kit/lane.ts'
import { claimOwner } from './kit/owner.ts'

const points = count({ short: 5, full: 100 })
const needsDisk = { skip: disk.missing }

for (const call of ['fsync', 'write'] as const) {
  test(`R10: ${points} I/O errors of ${call} under load are never answered with a 2xx`, needsDisk, async (t) => {
    const hit: string[] = []
    while (hit.length < points) hit.push(...(await failSome(t, call)))
    t.diagnostic(`failed: ${JSON.stringify(tally(hit))}`)
  })
}

/** The errors come while requests run; then the power is cut, so that only what is really on the platter counts. */
async function failSome(t: TestContext, call: 'fsync' | 'write'): Promise<string[]> {
  const run = new FaultRun(t, `io-error-${call}`)
  const journal = new Journal(run.journalFile)
  const files = new CuttableDisk(run.folder)
  return run.cycle(async () => {
    const env = files.failing({
      call,
      oneIn: call === 'fsync' ? 20 : 150,
      seed: Math.floor(run.chance.between(1, 1e6)),
    })
    const crm = await startCrmProcess(t, { folder: files.folder, env })
    const cookie = await claimOwner(crm.url)
    const load = startLoad({ url: crm.url, cookie, journal, chance: run.chance, writers: 16, users: 0, weight: 2000 })
    files.arm()
    await pause(1500)
    const failed = files.disarm()
    await load.stop()
    assert.deepEqual(
      [...journal.refusals.keys()].filter((status) => status !== 503),
      [],
      'only 503 says what happened',
    )
    assert.deepEqual({ ...load.fates, answered: 0 }, { answered: 0, refused: 0, unanswered: 0, broken: 0 })
    await assertWritesAgain(crm.url, cookie)
    await crm.kill()
    files.cutPower()
    const after = await startCrmProcess(t, { folder: files.folder })
    checkDatabase(after.file, journal)
    await settleUnknown(after.url, cookie, journal)
    await settled(after.file)
    checkDatabase(after.file, journal)
    await after.stop()
    journal.close()
    return failed
  })
}

/** The disk is well again, and the server knows it without a restart. */
async function assertWritesAgain(url: string, cookie: string): Promise<void> {
  const client = new Client(url, { cookie })
  await client.expect(201, { method: 'POST', path: '/courses', body: { title: 'После ошибки', price: 1 } })
  await client.expect(200, { method: 'GET', path: '/health/ready' })
  client.close()
}

function tally(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1
  return counts
}
