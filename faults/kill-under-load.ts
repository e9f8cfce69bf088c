import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { checkDatabase, checkNothingMissing, settled } from './kit/check-database.ts'
import { startCrmProcess } from './kit/crm-process.ts'
import { Journal } from './kit/journal.ts'
import { settleUnknown, startLoad } from './kit/keyed-writers.ts'
import { FaultRun } from './kit/lane.ts'
import { claimOwner } from './kit/owner.ts'

/** Fresh folders now and then keep the checks of a long run as quick as those of a short one. */
const cyclesPerFolder = 25

/**
 * R1, R5, R7: SIGKILL at a random moment under load, again and again on the same file. After every start nothing
 * acknowledged is lost, every change has its event, every effect happened once, and a retry finds its first try.
 */
export async function killUnderLoad(
  t: TestContext,
  cycles: number,
): Promise<{ acknowledged: number; retried: number }> {
  const sum = { acknowledged: 0, retried: 0 }
  for (let done = 0; done < cycles; done += cyclesPerFolder) {
    const part = await killInOneFolder(t, Math.min(cyclesPerFolder, cycles - done))
    sum.acknowledged += part.acknowledged
    sum.retried += part.retried
  }
  return sum
}

async function killInOneFolder(t: TestContext, cycles: number) {
  const run = new FaultRun(t, 'kill-under-load')
  const journal = new Journal(run.journalFile)
  let crm = await startCrmProcess(t, run)
  const cookie = await claimOwner(crm.url)
  let retried = 0
  for (let left = cycles; left > 0; left--) {
    await run.cycle(async (cycle) => {
      const load = startLoad({ url: crm.url, cookie, journal, chance: run.chance, writers: 16 })
      const delay = run.chance.between(30, 700)
      await pause(delay)
      await crm.kill()
      await load.stop()
      journal.note(`cycle ${cycle}: killed after ${Math.round(delay)} ms`)
      crm = await startCrmProcess(t, run)
      checkDatabase(crm.file, journal)
      retried += await settleUnknown(crm.url, cookie, journal)
      checkDatabase(crm.file, journal)
    })
  }
  await run.cycle(async () => {
    await settled(crm.file)
    assert.deepEqual(await crm.stop().then(({ code }) => code), 0)
    checkDatabase(crm.file, journal)
    checkNothingMissing(crm.file)
  })
  assert.deepEqual([...journal.refusals], [], 'no write was refused')
  journal.close()
  return { acknowledged: journal.acknowledged.length, retried }
}
