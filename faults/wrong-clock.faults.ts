import assert from 'node:assert/strict'
import { existsSync, globSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { checkDatabase, checkNothingMissing, settled } from './kit/check-database.ts'
import { startCrmProcess } from './kit/crm-process.ts'
import { Client } from './kit/http-calls.ts'
import { Journal } from './kit/journal.ts'
import { FaultRun } from './kit/lane.ts'
import { claimOwner, ownerPassword, signIn } from './kit/owner.ts'

const library = globSync('/usr/lib/*/faketime/libfaketimeMT.so.1').find((file) => existsSync(file))
const needsFaketime = { skip: library === undefined && 'NOT RUN: libfaketime is missing (apt install faketime)' }
/** As faketime reads them: an offset, or a point in time from which the clock goes on. */
const moments = ['+8d', '-8d', '+0', '@2028-02-29 23:59:57', '@2026-03-29 00:59:57', '@2026-10-25 00:59:57', '+0']

test(
  'R11: the clock jumps by days and over leap days, and no session outlives its week, nothing stalls',
  needsFaketime,
  async (t) => {
    const run = new FaultRun(t, 'wrong-clock')
    const clock = join(run.folder, 'clock')
    const setClock = (moment: string) => writeFileSync(clock, `${moment}\n`)
    setClock('+0')
    const crm = await startCrmProcess(t, {
      folder: run.folder,
      env: { ...fakedBy(library as string, clock), TZ: 'Europe/Berlin' },
    })
    await run.cycle(async () => {
      const client = new Client(crm.url, { cookie: await claimOwner(crm.url) })
      const cookies = [client.cookie as string]
      for (const moment of moments) {
        setClock(moment)
        client.cookie = await signIn(client, 'owner@example.com', ownerPassword)
        cookies.push(client.cookie)
        const body = { title: `Курс в ${moment}`, price: 1 }
        const course = await client.expect(201, { method: 'POST', path: '/courses', body })
        await assertLimits(client, cookies, sessionTimes(crm.file), Date.parse(course.body.created_at))
        await settled(crm.file)
      }
      client.close()
    })
    checkDatabase(crm.file, new Journal(run.journalFile))
    checkNothingMissing(crm.file)
    checkDays(crm.file)
    assert.equal((await crm.stop()).code, 0)
  },
)

/** Timers must not jump with the clock, or the test would test faketime. */
function fakedBy(preload: string, clock: string): Record<string, string> {
  return {
    LD_PRELOAD: preload,
    FAKETIME_TIMESTAMP_FILE: clock,
    FAKETIME_NO_CACHE: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
  }
}

/** Of all sessions exactly those may be used that began within the last week by the clock, and not in its future. */
async function assertLimits(client: Client, cookies: readonly string[], began: readonly number[], now: number) {
  const week = 7 * 24 * 3_600_000
  for (const [at, cookie] of cookies.entries()) {
    const age = now - (began[at] as number)
    const fate = await client.send({ method: 'GET', path: '/me', headers: { cookie } })
    const expected = age < week && age > -5 * 60_000 ? 200 : 401
    assert.equal(fate.kind === 'answered' && fate.reply.status, expected, `session ${at}, ${age / 3_600_000} hours old`)
  }
}

function sessionTimes(file: string): number[] {
  const db = new DatabaseSync(file, { readOnly: true, timeout: 5000 })
  const times = db.prepare('select created_at from sessions order by id').all()
  db.close()
  return times.map((row) => row['created_at'] as number)
}

/** Every event counts on the UTC day of its own time, whatever the zone and the clock said when it was handled. */
function checkDays(file: string): void {
  const db = new DatabaseSync(file, { readOnly: true })
  const expected = db.prepare(
    `select date(time / 1000, 'unixepoch') day, count(*) n from events where type = 'course.created' group by 1`,
  )
  const counted = db.prepare('select day, courses n from daily_statistics where courses > 0 order by day')
  assert.deepEqual(counted.all(), expected.all())
  db.close()
}
