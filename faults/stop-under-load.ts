import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { TestContext } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { checkDatabase, checkNothingMissing, effectsOf, settled } from './kit/check-database.ts'
import { type CrmProcess, startCrmProcess } from './kit/crm-process.ts'
import { Journal } from './kit/journal.ts'
import { startLoad } from './kit/keyed-writers.ts'
import { FaultRun } from './kit/lane.ts'
import { claimOwner } from './kit/owner.ts'

/** What a stop may take, in milliseconds. */
const longestStop = 10_000

/**
 * R15: SIGTERM at a random moment under load. Every request that was sent is answered whole, later ones are refused by
 * the system; exit code 0, the port free, nobody left behind, positions and effects agree.
 */
export async function stopUnderLoad(t: TestContext, cycles: number): Promise<{ answered: number; slowestMs: number }> {
  const run = new FaultRun(t, 'stop-under-load')
  const journal = new Journal(run.journalFile)
  const sum = { answered: 0, slowestMs: 0 }
  let cookie: string | undefined
  for (let left = cycles; left > 0; left--) {
    await run.cycle(async (cycle) => {
      const crm = await startCrmProcess(t, { folder: run.folder, through: cycle % 2 ? 'starter' : 'node' })
      const pid = crm.serverPid
      cookie ??= await claimOwner(crm.url)
      const load = startLoad({ url: crm.url, cookie, journal, chance: run.chance, writers: 24 })
      await pause(run.chance.between(50, 600))
      const stop = await crm.stop('SIGTERM')
      await load.stop()
      assert.deepEqual(load.fates, { ...load.fates, unanswered: 0, broken: 0 }, unansweredText(crm, journal))
      assert.equal(stop.code, 0, crm.lines.join('\n'))
      assert.ok(stop.ms < longestStop, `the stop took ${stop.ms} ms`)
      await assertNobodyLeft(pid, crm.url)
      checkDatabase(crm.file, journal)
      sum.answered += load.fates.answered
      sum.slowestMs = Math.max(sum.slowestMs, Math.round(stop.ms))
    })
  }
  await run.cycle(async () => {
    const crm = await startCrmProcess(t, run)
    await settled(crm.file)
    checkNothingMissing(crm.file)
    await crm.stop()
  })
  assert.deepEqual([...journal.refusals], [], 'no write was refused')
  journal.close()
  return sum
}

/** A request without an answer is bad; one without an answer that had its effect is worse. */
function unansweredText(crm: CrmProcess, journal: Journal): string {
  const marks = [...journal.unknown.values()].map((write) => write.mark)
  const done = effectsOf(crm.file, marks).filter((effects) => effects > 0).length
  return `${marks.length} requests were not answered, ${done} of them had their effect\n${crm.lines.join('\n')}`
}

async function assertNobodyLeft(pid: number, url: string): Promise<void> {
  assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' }, `process ${pid} still runs`)
  const { hostname, port } = new URL(url)
  const server = createServer().listen(Number(port), hostname)
  await once(server, 'listening')
  server.close()
  await once(server, 'close')
}
