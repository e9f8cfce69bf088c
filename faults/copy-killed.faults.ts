import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { test } from 'node:test'
import { openDatabase } from '#platform/db/open.ts'
import { runOn } from '#platform/db/testing/test-database.ts'
import { fillLists } from '../server/test-kit/fill-lists.ts'
import { count, FaultRun } from './kit/lane.ts'
import { startMember } from './kit/member-process.ts'
import { serverKinds, startOwnServer } from './kit/own-servers.ts'
import { claimOwner } from './kit/owner.ts'

const events = count({ short: 30_000, full: 1_000_000 })
/** Progress is told twice a second: of a small copy only the beginning can be met. */
const killedAfter = count({ short: 1_000, full: 500_000 })
const program = join(import.meta.dirname, '..', 'server', 'cli', 'crm.ts')

for (const kind of serverKinds)
  test(`a copy of ${events} events from SQLite to ${kind} that is killed on its way is resumed and whole`, async (t) => {
    const run = new FaultRun(t, 'copy-killed')
    const source = `sqlite:///${join(run.folder, 'crm.db').replaceAll('\\', '/')}`
    const server = await startMember(t, run.folder, { DB_URL: source })
    await claimOwner(server.url)
    server.signal('SIGTERM')
    await server.ended
    const db = await openDatabase(source)
    await fillLists(db, { users: 10_000, courses: 1_000, events })
    const there = await db.reader
      .selectFrom('events')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .execute()
    await db.close()
    const target = (await startOwnServer(t, kind)).url
    const began = performance.now()
    const killed = await copy(source, target, (said) => toldOf(said) >= killedAfter)
    assert.equal(killed.code, null, killed.said)
    const resumed = await copy(source, target, () => false)
    t.diagnostic(`${kind}: ${Math.round((performance.now() - began) / 1000)} s, the kill and the comparison in it`)
    assert.equal(resumed.code, 0, resumed.said)
    assert.match(resumed.said, /Продолжается[\s\S]*контрольные суммы совпали/)
    assert.ok(toldOf(resumed.said) <= events + 100 - killedAfter, 'the second call began at the beginning')
    const [copied] = (await runOn(target, 'select count(*) as n from events')) as { n: unknown }[]
    assert.equal(Number(copied?.n), there[0]?.n)
    const moved = await startMember(t, run.folder, { DB_URL: target })
    moved.signal('SIGTERM')
    assert.equal((await moved.ended).code, 0)
  })

/** How many events the progress has told of. */
function toldOf(said: string): number {
  return Number([...said.matchAll(/^ *перенос events: (\d+)$/gm)].at(-1)?.[1] ?? 0)
}

async function copy(source: string, target: string, isEnough: (said: string) => boolean) {
  const env = { ...process.env, DB_URL: source, LOG_LEVEL: 'info' }
  const child = spawn(process.execPath, [program, 'copy-to', target], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text
      if (isEnough(said)) child.kill('SIGKILL')
    })
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, said }
}
