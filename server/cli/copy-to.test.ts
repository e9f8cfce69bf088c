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
import { type MadeUser, make } from '../test-kit/make.ts'
import { type Crm, newFile, newHome, startCrm } from '../test-kit/start-crm.ts'

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

/** One row at least in every table that people or programs fill through the API. */
async function workedIn(crm: Crm): Promise<MadeUser> {
  const owner = await make.owner(crm, { name: 'Ёлка 🎓' })
  const student = await make.student(crm)
  const courses = [await make.course(crm), await make.course(crm, { title: 'о’кей \\ "%_"', price: 4999.9 })]
  const caller = await crm.as(owner)
  const wishes: readonly (readonly [number, string, object])[] = [
    [201, '/views', { list: 'courses', title: 'Дорогие', address: '?sort=-price' }],
    [201, '/api-tokens', { name: 'Выгрузка', scopes: ['courses.read'], current_password: owner.password }],
    [201, '/courses/changes', { change: 'archive', ids: courses.map(({ id }) => id) }],
    [202, '/password-resets', { email: student.email }],
  ]
  for (const [status, path, body] of wishes) {
    const answer = await caller.post(path, body, { 'idempotency-key': `key-of${path.replaceAll('/', '-')}` })
    assert.equal(answer.status, status, `${path}: ${answer.text}`)
  }
  assert.equal((await caller.patch('/settings', { school_name: 'Школа «Ель»' })).status, 200)
  assert.equal((await crm.anonymous.post('/login', { email: student.email, password: 'wrong' })).status, 401)
  await crm.settled()
  await crm.stop()
  return owner
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
  for (const step of ['перенос', 'сверка']) assert.match(out, new RegExp(`^ *${step} courses: 5$`, 'm'))
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

/** Filled by Kafka, an import, a failure, an earlier copy, or before the first owner came; a file has its secret beside it. */
const emptyHere = (isFile: boolean) => [
  ...['consumer_foreign', 'event_epochs', 'event_failures', 'kafka_published', 'legacy_imports'],
  ...(isFile ? ['local_secrets'] : []),
  ...['projection_checkpoints', 'setup_tokens'],
]
/** Changed by the new epoch. */
const changed = ['consumer_positions', 'event_epochs', 'event_log']

test('a copy goes from this database to a file and back: no row of any table has changed, and a bulk change can be undone', async (t) => {
  const crm = await startCrm()
  const owner = await workedIn(crm)
  const file = newFile()
  after(file.remove)
  assert.equal((await copy(crm.homeUrl, file.url)).code, 0)
  const back = await emptyTarget()
  const second = await copy(file.url, back)
  assert.equal(second.code, 0, second.err)
  const [before, afterwards] = [await openDatabase(crm.homeUrl), await openDatabase(back)]
  t.after(() => Promise.all([before.close(), afterwards.close()]))
  const empty: string[] = []
  for (const { table } of copiedTables) {
    const read = async (db: typeof before) =>
      (
        await db.reader
          .selectFrom(table as 'users')
          .selectAll()
          .execute()
      )
        .map((row) => JSON.stringify(row, Object.keys(row).sort()))
        .sort()
    const rows = await read(before)
    if (rows.length === 0) empty.push(table)
    if (!changed.includes(table)) assert.deepEqual(await read(afterwards), rows, table)
  }
  assert.deepEqual(empty.sort(), emptyHere(before.file !== null))
  assert.ok((await storedBytes(afterwards)).includes('Ёлка'))
  const moved = await crm.restart({ DB_URL: back })
  const undone = await (await moved.as(owner)).post('/bulk-changes/1/undo', { leave_newer: false })
  assert.deepEqual([undone.status, undone.body.changed], [201, 2], undone.text)
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
