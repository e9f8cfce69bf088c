import assert from 'node:assert/strict'
import { copyFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { findIdentity } from '#events/index.ts'
import { listCourseTitles } from '#modules/courses/index.ts'
import { migrate, pendingMigrations } from '#platform/db/migrate.ts'
import { migrations } from '../migrations/index.ts'
import { Desk, type RunningServer, strong, until } from '../test-kit/desk.ts'

/** Creates courses without end, in parallel; `done` holds the titles of those that were answered with 201. */
function writeCourses(server: RunningServer, cookie: string, name: string) {
  const done: string[] = []
  let going = true
  const writer = async (who: number) => {
    for (let number = 0; going; number++) {
      const title = `${name} ${who}-${number}`
      if ((await server.post('/courses', { title, price: number }, cookie)).status === 201) done.push(title)
    }
  }
  const writers = Promise.all([0, 1, 2, 3].map(writer))
  const stop = async () => {
    going = false
    await writers
  }
  return { done, stop }
}

const titlesOf = (desk: Desk) => desk.look((db) => listCourseTitles(db.reader))
const logOf = (desk: Desk) => desk.look((db) => findIdentity(db.reader))

test('a backup under load has everything acknowledged before it began, and restores in a new epoch', async () => {
  const desk = new Desk()
  const copy = join(desk.folder, 'copy of the school.db')
  await desk.owner()
  const server = await desk.start()
  const { cookie } = await server.login('owner@example.com', strong)
  const load = writeCourses(server, cookie, 'Курс')
  await until(() => load.done.length > 30, 'some load')
  const acknowledged = [...load.done]
  const made = await desk.crm('backup', copy)
  assert.equal(made.code, 0, made.err)
  const afterwards = load.done.length
  await until(() => load.done.length > afterwards + 10, 'more load')
  await load.stop()
  await server.stop()

  const before = await logOf(desk)
  const back = await desk.crm('restore', copy, '--yes')
  assert.equal(back.code, 0, back.err)
  const titles = new Set(await titlesOf(desk))
  assert.deepEqual(
    acknowledged.filter((title) => !titles.has(title)),
    [],
  )
  assert.ok(titles.size < load.done.length, 'what came after the backup is gone')
  const kept = await desk.look((db) => listCourseTitles(db.reader), `${desk.file}.before-restore`)
  assert.equal(kept.length, load.done.length)

  const restored = await logOf(desk)
  assert.equal(restored?.instanceId, before?.instanceId)
  assert.equal(restored?.epoch, 2)
  const again = await desk.start()
  assert.equal((await again.get('/me', cookie)).status, 401, 'sessions of the past are not alive again')
  const owner = (await again.login('owner@example.com', strong)).cookie
  const created = await again.post('/courses', { title: 'После восстановления', price: 1 }, owner)
  assert.equal(created.status, 201)
  const events = (await again.get(`/events?type=course.created&key=${created.body.id}`, owner)).body
  assert.equal(events.length, 1)
  assert.ok(events[0].seq > (restored?.lastSeq ?? 0))
  await until(
    () => again.lines.some((line) => line.includes(`course-events/${events[0].partition}@${events[0].seq}`)),
    'its effect',
  )
  await until(async () => (await desk.crm('audit', 'verify')).code === 0, 'a whole audit trail')
  await again.stop()

  assert.equal((await desk.crm('restore', copy, '--yes')).code, 0)
  assert.equal((await logOf(desk))?.epoch, 3, 'an epoch is never used twice')
  assert.ok(existsSync(`${desk.file}.before-restore-2`))
})

test('a backup never takes the place of the database, and of another file only when told to', async () => {
  const desk = new Desk()
  await desk.owner()
  const other = join(desk.folder, 'other.txt')
  writeFileSync(other, 'mine')
  const refused = await desk.crm('backup', other)
  assert.equal(refused.code, 2)
  assert.match(refused.err, /уже есть.*--yes/)
  assert.equal(statSync(other).size, 4)
  for (const own of [desk.file, `${desk.file}-wal`, `${desk.file}-secret`])
    assert.match((await desk.crm('backup', own, '--yes')).err, /сама база/)
  assert.equal((await desk.crm('backup', join(desk.folder, 'nowhere', 'x.db'))).code, 2)
  assert.equal((await desk.crm('backup', other, '--yes')).code, 0)
  assert.equal(statSync(other).mode & 0o077, 0, 'as closed as the database')
  assert.deepEqual(
    readdirSync(desk.folder).filter((name) => name.includes('partial')),
    [],
  )
})

test('restore touches nothing while a server runs, without a yes, and for a file that is no whole backup', async () => {
  const desk = new Desk()
  await desk.owner()
  const copy = join(desk.folder, 'copy.db')
  await desk.crm('backup', copy)
  const server = await desk.start()
  const beside = await desk.crm('restore', copy, '--yes')
  assert.equal(beside.code, 2)
  assert.match(beside.err, /держит другой сервер/)
  await server.stop()
  const unasked = await desk.crm('restore', copy)
  assert.deepEqual([unasked.code, /--yes/.test(unasked.err)], [2, true])

  const nothing = join(desk.folder, 'nothing.db')
  writeFileSync(nothing, 'not a database at all, but long enough to be read as one'.repeat(100))
  const foreign = join(desk.folder, 'foreign.db')
  const db = new DatabaseSync(foreign)
  db.exec('create table t (a)')
  db.close()
  const newer = join(desk.folder, 'newer.db')
  copyFileSync(copy, newer)
  const future = new DatabaseSync(newer)
  future.exec("insert into kysely_migration values ('29991231T0000_teleport', '2999-12-31')")
  future.close()
  for (const file of [nothing, foreign, newer, join(desk.folder, 'absent.db'), desk.file]) {
    const { code, err } = await desk.crm('restore', file, '--yes')
    assert.equal(code, 2, file)
    assert.match(err, /^[^\n]+\n$/)
  }
  assert.equal((await logOf(desk))?.epoch, 1)
  assert.deepEqual(
    readdirSync(desk.folder).filter((name) => /restor/.test(name)),
    [],
  )
})

test('a database that cannot be read, or is not there, is replaced as well, and the wreck is kept', async () => {
  const desk = new Desk()
  await desk.owner()
  const copy = join(desk.folder, 'copy.db')
  await desk.crm('backup', copy)
  writeFileSync(desk.file, 'a wreck'.repeat(1000))
  writeFileSync(`${desk.file}-wal`, 'a wreck too')
  const back = await desk.crm('restore', copy, '--yes')
  assert.equal(back.code, 0, back.err)
  assert.equal(statSync(`${desk.file}.before-restore`).size, 7000)
  assert.equal((await logOf(desk))?.lastSeq, 1)

  const fresh = new Desk()
  const first = await fresh.crm('restore', copy, '--yes')
  assert.equal(first.code, 0, first.err)
  assert.equal((await logOf(fresh))?.epoch, 2)
  assert.equal(statSync(fresh.file).mode & 0o077, 0)
})

test('a copy with the tables of an older version is restored with those of this one, and can be restored again', async () => {
  const desk = new Desk()
  const copy = join(desk.folder, 'old.db')
  await desk.look((db) => migrate(db, Object.fromEntries(Object.entries(migrations).slice(0, 1))), copy)
  const old = new DatabaseSync(copy)
  old.exec(readFileSync(new URL('../platform/db/testing/first-version.sql', import.meta.url), 'utf8'))
  old.close()
  await desk.owner()
  const back = await desk.crm('restore', copy, '--yes')
  assert.equal(back.code, 0, back.err)
  assert.deepEqual(await desk.look((db) => pendingMigrations(db.reader, migrations)), [])
  const pending = await desk.look((db) => pendingMigrations(db.reader, migrations), copy)
  assert.equal(pending.length, Object.keys(migrations).length - 1, 'the copy itself stays as it was')
  const server = await desk.start()
  const { body } = await server.get('/courses?q=%D0%BA%D1%83%D1%80%D1%81') // курс
  assert.deepEqual(
    body.map(({ title }: { title: string }) => title),
    ['Прежний курс'],
  )
  await until(async () => /записей 1,/.test((await desk.crm('audit', 'verify')).out), 'its effect')
  await server.stop()
  assert.equal((await desk.crm('restore', `${desk.file}.before-restore`, '--yes')).code, 0)
  assert.deepEqual(await titlesOf(desk), [])
})
