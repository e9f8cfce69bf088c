import assert from 'node:assert/strict'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { openDatabase } from '#platform/db/open.ts'
import { writeCursor } from '#platform/http/paging.ts'
import { fillLists, type Sizes } from '../server/test-kit/fill-lists.ts'
import { Client } from './kit/http-calls.ts'
import { FaultRun, isFull } from './kit/lane.ts'
import { type Member, startMember } from './kit/member-process.ts'
import { serverKinds, startOwnServer } from './kit/own-servers.ts'
import { claimOwner } from './kit/owner.ts'

const sizes: Sizes = isFull
  ? { users: 100_000, courses: 10_000, events: 1_000_000 }
  : { users: 10_000, courses: 2_000, events: 50_000 }
/** Promised for a page, a filter and a search: the slowest twentieth, in milliseconds. */
const promisedMs = 60
const tries = 40

const middle = (all: number) => 1_000_000 + all / 2
const userAt = { sort: 'name', value: 'мария', id: middle(sizes.users) }
const paths = [
  '/users?limit=20',
  `/users?limit=20&skip=${sizes.users / 2}`,
  `/users?limit=20&skip=${sizes.users / 2}&sort=name`,
  `/users?limit=20&skip=${sizes.users - 20}&sort=name`,
  `/users?limit=20&sort=name&cursor=${writeCursor(userAt)}`,
  '/users?limit=20&role=student&sort=-name',
  '/users?limit=20&role=student&status=active&sort=email',
  '/users?limit=20&role=teacher&status=active&sort=name',
  '/users?limit=20&q=listed777',
  '/users?limit=20&q=мария петрова&sort=name',
  // a word of a tenth, two of them, a word that everybody has, and both kinds together
  '/users?limit=20&q=мария&sort=-email',
  '/users?limit=20&q=пётр петрова',
  '/users?limit=20&q=example&sort=name',
  '/users?limit=20&q=мария example&sort=name',
  '/courses?limit=20&status=published&sort=-price',
  '/courses?limit=20&q=python&sort=title',
  '/events?limit=20',
  `/events?limit=20&after=${Buffer.from(`seq:${sizes.events / 2}`).toString('base64url')}`,
  '/events?limit=20&topic=user-events',
  '/events?limit=20&type=course.updated',
  '/events?limit=20&key=1000004',
]

for (const kind of ['SQLite', ...serverKinds] as const)
  test(`lists at size on ${kind}: every page, filter, sort and search within ${promisedMs} ms`, async (t) => {
    const run = new FaultRun(t, 'lists-at-size')
    const file = join(run.folder, 'crm.db').replaceAll('\\', '/')
    const url = kind === 'SQLite' ? `sqlite:///${file}` : (await startOwnServer(t, kind)).url
    const cookie = await fill(t, run.folder, url)
    const crm = await startMember(t, run.folder, { DB_URL: url })
    const found = await spreads(crm, cookie)
    for (const { path, p50, p95 } of found)
      t.diagnostic(`${kind} ${path.slice(0, 60)}: p50 ${p50.toFixed(1)}, p95 ${p95.toFixed(1)} ms`)
    await stop(crm)
    const late = found.filter(({ p95 }) => p95 > promisedMs)
    assert.deepEqual(late, [], `${kind}: later than ${promisedMs} ms`)
  })

/** The first start makes the tables and the owner; the rows come while nobody serves. */
async function fill(t: TestContext, folder: string, url: string): Promise<string> {
  const crm = await startMember(t, folder, { DB_URL: url })
  const cookie = await claimOwner(crm.url)
  await stop(crm)
  const db = await openDatabase(url)
  await fillLists(db, sizes)
  await db.close()
  return cookie
}

async function stop(crm: Member): Promise<void> {
  crm.signal('SIGTERM')
  assert.equal((await crm.ended).code, 0)
}

async function spreads(crm: Member, cookie: string): Promise<{ path: string; p50: number; p95: number }[]> {
  const client = new Client(crm.url, { cookie, connections: 1 })
  const found: { path: string; p50: number; p95: number }[] = []
  for (const path of paths) {
    const took: number[] = []
    for (let n = 0; n < tries; n++) {
      // a write before each, so that no answer is remembered
      await client.expect(201, { method: 'POST', path: '/courses', body: { title: 'Ещё один', price: 1 } })
      const began = performance.now()
      const { body } = await client.expect(200, { method: 'GET', path: encodeURI(path) })
      took.push(performance.now() - began)
      assert.ok(body.length > 0, `${path} finds nothing`)
    }
    const sorted = took.toSorted((a, b) => a - b)
    found.push({ path, p50: sorted[tries / 2] ?? 0, p95: sorted[Math.floor(tries * 0.95)] ?? 0 })
  }
  client.close()
  return found
}
