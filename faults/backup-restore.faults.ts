import assert from 'node:assert/strict'
import { once } from 'node:events'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type TestContext, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { checkDatabase, checkNothingMissing, type Known, rows, settled } from './kit/check-database.ts'
import { beginCommand, runCommand } from './kit/crm-command.ts'
import { startCrmProcess } from './kit/crm-process.ts'
import { Journal } from './kit/journal.ts'
import { startLoad } from './kit/keyed-writers.ts'
import { count, FaultRun } from './kit/lane.ts'
import { claimOwner } from './kit/owner.ts'

const backups = count({ short: 4, full: 100 })
/** Fresh folders keep the copies of a long run as small as those of a short one. */
const backupsPerFolder = 10
const kills = count({ short: 8, full: 100 })

type Taken = { copy: string; before: Known }

test(`R17: each of ${backups} backups taken under load restores everything acknowledged before it began`, async (t) => {
  for (let done = 0; done < backups; done += backupsPerFolder)
    await backUpAndRestore(t, Math.min(backupsPerFolder, backups - done))
})

test(`R17: ${kills} SIGKILLs during a restore leave the old database or the copy, whole`, async (t) => {
  const run = new FaultRun(t, 'restore-killed')
  const [{ copy, before }] = (await backUpUnderLoad(t, run, 1)) as [Taken]
  const file = join(run.folder, 'crm.db')
  const [old, late] = [courses(file), join(run.folder, 'late.copy')]
  await runCommand(t, run.folder, 'backup', late)
  const whole = await timeOf(() => runCommand(t, run.folder, 'restore', copy, '--yes'))
  const restored = courses(file)
  assert.ok(restored < old, 'the copy lacks what came later')
  const found = { old: 0, restored: 0 }
  for (let left = kills; left > 0; left--) {
    await run.cycle(async () => {
      await runCommand(t, run.folder, 'restore', late, '--yes')
      forgetReplaced(run.folder)
      const child = beginCommand(t, run.folder, 'restore', copy, '--yes')
      const ended = once(child, 'close')
      if (left % 2) await pause(run.chance.between(0.2 * whole, 0.9 * whole))
      else await exchangeBegins(run.folder, run.chance.between(0, 60))
      child.kill('SIGKILL')
      await ended
      const now = courses(file)
      assert.ok(now === old || now === restored, `${now} courses, neither ${old} nor ${restored}`)
      found[now === old ? 'old' : 'restored']++
      checkDatabase(file, before)
    })
  }
  t.diagnostic(JSON.stringify(found))
  assert.ok(found.old > 0, 'every kill came too late')
})

async function backUpAndRestore(t: TestContext, times: number): Promise<void> {
  const run = new FaultRun(t, 'backup')
  const taken = await backUpUnderLoad(t, run, times)
  const file = join(run.folder, 'crm.db')
  for (const { copy, before } of taken) {
    await run.cycle(async () => {
      checkDatabase(copy, before)
      await runCommand(t, run.folder, 'restore', copy, '--yes')
      checkDatabase(file, before)
      const crm = await startCrmProcess(t, run)
      await settled(file)
      assert.equal((await crm.stop()).code, 0)
      checkDatabase(file, before)
      checkNothingMissing(file)
      await runCommand(t, run.folder, 'audit', 'verify')
      forgetReplaced(run.folder)
    })
  }
  rmSync(run.folder, { recursive: true, force: true })
}

/** The server is stopped again, and more was written after the last backup. */
async function backUpUnderLoad(t: TestContext, run: FaultRun, times: number): Promise<Taken[]> {
  const journal = new Journal(run.journalFile)
  const crm = await startCrmProcess(t, run)
  const cookie = await claimOwner(crm.url)
  const load = startLoad({ url: crm.url, cookie, journal, chance: run.chance, writers: 8, weight: 1000 })
  const taken: Taken[] = []
  for (let number = 1; number <= times; number++) {
    await pause(run.chance.between(100, 600))
    const before = { acknowledged: [...journal.acknowledged], logins: journal.logins }
    const copy = join(run.folder, `${number}.copy`)
    await runCommand(t, run.folder, 'backup', copy)
    assert.ok(before.acknowledged.length > 0 && journal.acknowledged.length > before.acknowledged.length, 'no load')
    taken.push({ copy, before })
  }
  await pause(200)
  await load.stop()
  await settled(crm.file)
  assert.equal((await crm.stop()).code, 0)
  journal.close()
  return taken
}

function courses(file: string): number {
  const db = new DatabaseSync(file, { readOnly: true, timeout: 5000 })
  try {
    return Number(rows(db, 'select count(*) n from courses')[0]?.['n'])
  } finally {
    db.close()
  }
}

function forgetReplaced(folder: string): void {
  for (const name of readdirSync(folder).filter((name) => name.includes('.before-restore')))
    rmSync(join(folder, name), { force: true })
  assert.ok(existsSync(join(folder, 'crm.db')))
}

/** The old database is kept, and now the new pages come. */
async function exchangeBegins(folder: string, afterMs: number): Promise<void> {
  const giveUpAt = performance.now() + 10_000
  while (!existsSync(join(folder, 'crm.db.before-restore')) && performance.now() < giveUpAt) await pause(1)
  await pause(afterMs)
}

async function timeOf(work: () => Promise<void>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}
