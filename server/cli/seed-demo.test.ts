import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import { listEvents } from '#events/index.ts'
import { countAccounts } from '#modules/users/index.ts'
import { Desk, strong, until } from '../test-kit/desk.ts'
import { startMailbox } from '../test-kit/mailbox.ts'

const passwordIn = (out: string) => /не появится\): (\S+)/.exec(out)?.[1] ?? ''

test('an empty database becomes a school that people can sign in to, with two months of history', async () => {
  const desk = new Desk()
  const seeded = await desk.crm('seed', 'demo')
  assert.equal(seeded.code, 0, seeded.err)
  const password = passwordIn(seeded.out)
  assert.ok(password.length >= 15)
  const server = await desk.start()
  const { cookie } = await server.login('owner@school.example', password)
  const courses: { status: string; price: number }[] = (await server.get('/courses?limit=100', cookie)).body
  assert.equal(courses.length, 12)
  assert.deepEqual([...new Set(courses.map(({ status }) => status))].sort(), ['archived', 'draft', 'published'])
  const users: { role: string }[] = (await server.get('/users?limit=100', cookie)).body
  const count = (role: string) => users.filter((user) => user.role === role).length
  assert.deepEqual(
    [count('owner'), count('admin'), count('manager'), count('teacher'), count('student')],
    [1, 1, 2, 3, 40],
  )
  for (const who of ['admin', 'manager', 'teacher', 'student'])
    assert.equal((await server.login(`${who}@school.example`, password)).status, 200, who)

  const day = (daysAgo: number) => new Date(Date.now() - daysAgo * 24 * 3_600_000).toISOString().slice(0, 10)
  const statistics = async () =>
    (await server.get(`/stats/daily?from=${day(61)}&to=${day(0)}`, cookie)).body as {
      registrations: number
      logins: number
      courses: number
    }[]
  const sum = (days: Awaited<ReturnType<typeof statistics>>) =>
    days.reduce((total, { registrations, logins, courses }) => total + registrations + logins + courses, 0)
  await until(async () => sum(await statistics()) >= 47 + 12 + 100, 'the statistics')
  const days = await statistics()
  assert.ok(days.filter(({ registrations }) => registrations > 0).length > 15)
  assert.ok(days.filter(({ logins }) => logins > 0).length > 30)
  assert.equal((await desk.crm('audit', 'verify')).code, 0)
  const sessions = (await server.get('/sessions', cookie)).body
  assert.equal(sessions.length, 1, 'the sign-ins of the story left no sessions')
  await server.stop()

  const { events } = await desk.look((db) => listEvents(db.reader, { limit: 1000 }))
  const times = events.map(({ value }) => (value as { timestamp: string }).timestamp)
  assert.deepEqual(times, times.toSorted(), 'the log is in order of time, letters too')
})

test('everybody of the school has been welcomed when they came, by letters that are kept and never sent', async () => {
  const mailbox = await startMailbox()
  const desk = new Desk()
  desk.settings = { SMTP_URL: mailbox.url, MAIL_FROM: 'school@example.com' }
  // from here on its consumers meet every account
  await (await desk.start()).stop()
  const seeded = await desk.crm('seed', 'demo')
  assert.equal(seeded.code, 0, seeded.err)
  const server = await desk.start()
  const { cookie } = await server.login('owner@school.example', passwordIn(seeded.out))
  const groups = async (): Promise<{ lag: number }[]> => (await server.get('/events/groups', cookie)).body
  await until(async () => (await groups()).every(({ lag }) => lag === 0), 'the consumers')
  const letters: { user_id: number; created_at: string; status: string }[] = (
    await server.get('/messages?limit=100', cookie)
  ).body
  const users: { id: number; created_at: string }[] = (await server.get('/users?limit=100', cookie)).body
  await server.stop()
  const joined = users.map(({ id, created_at }) => `${id} ${created_at} stored`)
  const welcomed = letters.map(({ user_id, created_at, status }) => `${user_id} ${created_at} ${status}`)
  assert.deepEqual(welcomed.sort(), joined.sort())
  assert.equal(mailbox.letters.length, 0)
})

test('a school that is in use is not seeded without a yes; a second seeding changes nothing', async () => {
  const desk = new Desk()
  await desk.owner()
  const server = await desk.start()
  const { cookie } = await server.login('owner@example.com', strong)
  await server.post('/courses', { title: 'Настоящий курс', price: 1 }, cookie)
  assert.match((await desk.crm('seed', 'demo', '--language', 'de')).err, /ru или en/)
  const refused = await desk.crm('seed', 'demo')
  assert.equal(refused.code, 2)
  assert.match(refused.err, /уже есть.*--yes/)
  assert.equal((await server.get('/courses', cookie)).body.length, 1)
  const inEnglish = ['--language', 'en', '--yes']
  const seeded = await desk.crm('seed', 'demo', ...inEnglish)
  assert.equal(seeded.code, 0, seeded.err)
  assert.ok(!seeded.out.includes('owner@school.example'), 'the owner stays the only one')
  const courses: { title: string }[] = (await server.get('/courses', cookie)).body
  assert.equal(courses.filter(({ title }) => /^[^а-яё]+$/i.test(title)).length, 12)
  await server.stop()

  const countEvents = async () => (await desk.look((db) => listEvents(db.reader, { limit: 1000 }))).events.length
  const before = await countEvents()
  const again = await desk.crm('seed', 'demo', ...inEnglish)
  assert.equal(again.code, 0)
  assert.match(again.out, /уже на месте/)
  assert.equal(passwordIn(again.out), '')
  assert.equal(await countEvents(), before)
})

/** 0 while the database is being made. */
async function countPeople(desk: Desk): Promise<number> {
  if (!existsSync(desk.file)) return 0
  return desk
    .look((db) => countAccounts(db.reader))
    .then(
      ({ all }) => all,
      () => 0,
    )
}

test('a seeding that was cut off is completed by the next one, and nobody is there twice', async () => {
  const desk = new Desk()
  const cut = desk.begin('seed', 'demo')
  await until(async () => (await countPeople(desk)) > 15, 'some of the people')
  cut.kill('SIGKILL')
  const seeded = await desk.crm('seed', 'demo', '--yes')
  assert.equal(seeded.code, 0, seeded.err)
  assert.match((await desk.crm('doctor')).out, /учётных записей: 47/)
  assert.match((await desk.crm('seed', 'demo')).out, /уже на месте/)
})
