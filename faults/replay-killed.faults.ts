import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { type TestContext, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { checkDatabase, checkNothingMissing, rows, settled } from './kit/check-database.ts'
import { startCrmProcess } from './kit/crm-process.ts'
import { Client } from './kit/http-calls.ts'
import { Journal } from './kit/journal.ts'
import { startLoad } from './kit/keyed-writers.ts'
import { count, FaultRun } from './kit/lane.ts'
import { claimOwner } from './kit/owner.ts'

const cycles = count({ short: 4, full: 100 })

test(`R5: ${cycles} SIGKILLs while a projection is rebuilt count every event once`, async (t) => {
  const run = new FaultRun(t, 'replay-killed')
  const journal = new Journal(run.journalFile)
  const { file, cookie } = await fillLog(t, run, journal)
  const before = statistics(file)
  for (let left = cycles; left > 0; left--) {
    await run.cycle(async () => {
      const crm = await startCrmProcess(t, run)
      await startRebuild(crm.url, cookie)
      await pause(run.chance.between(0, 60))
      await crm.kill()
      const next = await startCrmProcess(t, run)
      checkDatabase(file, journal)
      if (run.chance.next() < 0.5) await next.kill()
      else {
        await settled(file)
        assert.deepEqual(statistics(file), before)
        await next.stop()
      }
    })
  }
  await run.cycle(async () => {
    const crm = await startCrmProcess(t, run)
    await settled(file)
    assert.deepEqual(statistics(file), before)
    checkDatabase(file, journal)
    checkNothingMissing(file)
    await crm.stop()
  })
})

/** Enough events that a rebuild takes longer than a kill needs to come. */
async function fillLog(t: TestContext, run: FaultRun, journal: Journal): Promise<{ file: string; cookie: string }> {
  const crm = await startCrmProcess(t, run)
  const cookie = await claimOwner(crm.url)
  const load = startLoad({ url: crm.url, cookie, journal, chance: run.chance, writers: 32, users: 0 })
  await pause(3000)
  await load.stop()
  await settled(crm.file)
  assert.equal((await crm.stop()).code, 0)
  return { file: crm.file, cookie }
}

async function startRebuild(url: string, cookie: string): Promise<void> {
  const client = new Client(url, { cookie })
  const path = '/events/groups/daily-statistics/replays'
  await client.expect(201, { method: 'POST', path, body: { from: 'earliest' } })
  client.close()
}

function statistics(file: string): unknown[] {
  const db = new DatabaseSync(file, { readOnly: true, timeout: 5000 })
  try {
    return rows(db, 'select * from daily_statistics order by day')
  } finally {
    db.close()
  }
}
