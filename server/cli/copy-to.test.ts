import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { findIdentity, listEvents } from '#events/index.ts'
import { ownTables } from '#platform/db/migrate.ts'
import { openDatabase } from '#platform/db/open.ts'
import { storedBytes } from '#platform/db/testing/stored-bytes.ts'
import { copiedTables, leftBehind } from '../copy/copied-tables.ts'
import { make } from '../test-kit/make.ts'
import { newFile, newHome, startCrm } from '../test-kit/start-crm.ts'

const program = fileURLToPath(new URL('./crm.ts', import.meta.url))

function begin(url: string, target: string) {
  const env = { ...process.env, DB_URL: url, NODE_ENV: undefined, LOG_LEVEL: 'info' }
  return spawn(process.execPath, [program, 'copy-to', target], { env, stdio: ['ignore', 'pipe', 'pipe'] })
}

async function copy(url: string, target: string) {
  const child = begin(url, target)
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { code, out, err }
}

/** A school with people, courses, a session and events, its servers stopped. */
async function school(courses = 5) {
  const crm = await startCrm()
  const owner = await make.owner(crm, { name: 'Ёлка 🎓' })
  for (let n = 0; n < courses; n++) await make.course(crm, { title: `Курс ${n} о’кей \\ "%_"`, price: 4999.9 + n })
  const caller = await crm.as(owner)
  assert.equal((await caller.get('/me')).status, 200)
  await crm.settled()
  await crm.stop()
  return { crm, owner, caller }
}

async function emptyTarget() {
  const home = await newHome()
  after(home.remove)
  return home.url
}

test('every table is copied or left behind on purpose', async () => {
  const { crm } = await school(0)
  const db = await openDatabase(crm.homeUrl)
  const named = [...copiedTables.map(({ table }) => table), ...leftBehind].sort()
  assert.deepEqual([...(await ownTables(db.reader, false))].sort(), named)
  await db.close()
})

test('a copy holds everything, goes on with its numbers in a new epoch, and is not copied into again', async () => {
  const { crm, owner } = await school()
  const target = await emptyTarget()
  const { code, out, err } = await copy(crm.homeUrl, target)
  assert.equal(code, 0, err)
  assert.match(out, /контрольные суммы совпали/)
  const moved = await crm.restart({ DB_URL: target })
  const caller = await moved.as(owner)
  assert.equal((await caller.get('/courses')).body.length, 5)
  assert.equal((await caller.get('/courses/3')).body.price, 5001.9)
  assert.equal((await caller.post('/courses', { title: 'Шестой', price: 1 })).body.id, 6)
  const identity = await findIdentity(moved.db.reader)
  assert.equal(identity?.epoch, 2)
  await moved.settled()
  const { events } = await listEvents(moved.db.reader, { limit: 1000 })
  assert.deepEqual(
    events.map((event) => event.seq),
    events.map((_, at) => at + 1),
  )
  await moved.stop()
  const again = await copy(crm.homeUrl, target)
  assert.equal(again.code, 2)
  assert.match(again.err, /не пуста/)
})

test('a copy goes from this database to a file and back, and nothing has changed on the way', async () => {
  const { crm } = await school()
  const file = newFile()
  after(file.remove)
  assert.equal((await copy(crm.homeUrl, file.url)).code, 0)
  const back = await emptyTarget()
  const second = await copy(file.url, back)
  assert.equal(second.code, 0, second.err)
  const [before, afterwards] = [await openDatabase(crm.homeUrl), await openDatabase(back)]
  for (const table of ['users', 'courses', 'events', 'audit_entries', 'search_words'] as const) {
    const rows = (db: typeof before) => db.reader.selectFrom(table).selectAll().execute()
    const sorted = async (db: typeof before) => (await rows(db)).map((row) => JSON.stringify(row)).sort()
    assert.deepEqual(await sorted(afterwards), await sorted(before), table)
  }
  assert.ok((await storedBytes(afterwards)).includes('Ёлка'))
  await before.close()
  await afterwards.close()
})

test('a copy that is killed is resumed, and nobody serves it before it is whole', async () => {
  const { crm } = await school(400)
  const target = await emptyTarget()
  const child = begin(crm.homeUrl, target)
  await once(child.stdout, 'data')
  child.kill('SIGKILL')
  await once(child, 'close')
  await assert.rejects(crm.restart({ DB_URL: target }), /незаконченная копия/)
  const { code, out, err } = await copy(crm.homeUrl, target)
  assert.equal(code, 0, err)
  assert.match(out, /Продолжается/)
})

test('a source that a server works on is not copied', async () => {
  const crm = await startCrm()
  const { code, err } = await copy(crm.homeUrl, await emptyTarget())
  assert.equal(code, 2)
  assert.equal(err.trim().split('\n').length, 1)
})
