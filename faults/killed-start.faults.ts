import assert from 'node:assert/strict'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { migrations } from '../server/migrations/index.ts'
import { spawnCrm, startCrmProcess } from './kit/crm-process.ts'
import { count, FaultRun } from './kit/lane.ts'
import { claimOwner } from './kit/owner.ts'

const cycles = count({ short: 8, full: 100 })

test(`R18: ${cycles} SIGKILLs during the first start leave no tables or all of them, and the next start serves`, async (t) => {
  const run = new FaultRun(t, 'killed-start')
  const file = join(run.folder, 'crm.db')
  const whole = await timeOfFirstStart()
  const found: number[] = []
  for (let left = cycles; left > 0; left--) {
    await run.cycle(async () => {
      const { child, ended } = spawnCrm(t, run)
      // most of a start is loading code; what matters is its last part
      await pause(run.chance.between(0.4 * whole, 1.1 * whole))
      child.kill('SIGKILL')
      await ended
      const applied = appliedMigrations(file)
      assert.ok([0, Object.keys(migrations).length].includes(applied), `${applied} migrations are applied`)
      found.push(applied)
      const crm = await startCrmProcess(t, run)
      await claimOwner(crm.url)
      assert.equal((await crm.stop()).code, 0)
      empty()
    })
  }
  t.diagnostic(`killed before the tables: ${found.filter((applied) => applied === 0).length} of ${found.length}`)

  function empty(): void {
    for (const end of ['', '-wal', '-shm', '-lock', '-owner', '-secret']) rmSync(file + end, { force: true })
  }

  async function timeOfFirstStart(): Promise<number> {
    const started = performance.now()
    const crm = await startCrmProcess(t, run)
    const ms = performance.now() - started
    await crm.stop()
    empty()
    return ms
  }
})

test('R18: of three servers that start at once on one new file, one serves and two say who does', async (t) => {
  const run = new FaultRun(t, 'three-starts')
  const servers = [1, 2, 3].map(() => spawnCrm(t, run))
  const losers = servers.map(async ({ ended }, at) => ({ at, ...(await ended) }))
  const first = await Promise.race(losers)
  const second = await Promise.race(losers.filter((_, at) => at !== first.at))
  assert.deepEqual([first.code, second.code], [2, 2])
  for (const { at } of [first, second]) assert.match(servers[at]!.lines.join('\n'), /уже держит другой сервер/)
  const winner = servers.find((_, at) => at !== first.at && at !== second.at)!
  winner.child.kill('SIGTERM')
  assert.equal((await winner.ended).code, 0)
})

function appliedMigrations(file: string): number {
  if (!existsSync(file)) return 0
  const db = new DatabaseSync(file)
  try {
    const tables = db.prepare(`select count(*) n from sqlite_schema where type = 'table'`).get()?.['n']
    return tables === 0 ? 0 : Number(db.prepare('select count(*) n from kysely_migration').get()?.['n'])
  } finally {
    db.close()
  }
}
