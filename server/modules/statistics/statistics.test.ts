import assert from 'node:assert/strict'
import { test } from 'node:test'
import { days } from '../../test-kit/frozen-clock.ts'
import { make } from '../../test-kit/make.ts'
import { type Crm, startCrm } from '../../test-kit/start-crm.ts'
import { dailyStatistics } from './statistics-store.ts'

async function threeDays(crm: Crm) {
  const manager = await make.manager(crm)
  await crm.as(manager)
  await make.student(crm)
  crm.clock.forward(days(2))
  const caller = await crm.as(manager)
  await caller.post('/courses', { title: 'Ещё один курс', price: 1 })
  await crm.settled()
  return caller
}

const expected = [
  { day: '2026-03-01', registrations: 2, logins: 1, courses: 0 },
  { day: '2026-03-02', registrations: 0, logins: 0, courses: 0 },
  { day: '2026-03-03', registrations: 0, logins: 1, courses: 1 },
]

test('registrations, logins and courses are counted on the day they happened, empty days included', async () => {
  const crm = await startCrm()
  const caller = await threeDays(crm)
  assert.deepEqual((await caller.get('/stats/daily?from=2026-03-01&to=2026-03-03')).body, expected)
  const month = (await caller.get('/stats/daily')).body
  assert.equal(month.length, 30)
  assert.deepEqual(month.at(-1), expected[2])
})

test('a replay from the beginning gives an equal checksum', async () => {
  const crm = await startCrm()
  await threeDays(crm)
  const checksum = () => dailyStatistics.checksum?.(crm.db.reader)
  const before = await checksum()
  const admin = await crm.as(await make.admin(crm))
  await crm.settled()
  const withAdmin = await checksum()
  assert.notEqual(withAdmin, before)
  const preview = await admin.post('/events/groups/daily-statistics/replay-preview', { from: 'earliest' })
  assert.equal(preview.status, 200)
  assert.ok(preview.body.events > 0 && preview.body.rebuilds)
  const replay = await admin.post('/events/groups/daily-statistics/replays', { from: 'earliest' })
  assert.equal(replay.status, 201)
  await crm.settled()
  assert.equal(await checksum(), withAdmin)
})

test('a range that is no range is refused', async () => {
  const crm = await startCrm()
  const caller = await crm.as(await make.manager(crm))
  for (const query of [
    'from=2026-02-30',
    'to=yesterday',
    'from=2026-03-02&to=2026-03-01',
    'from=0001-01-01',
    'from=+10000-01-01',
  ]) {
    const answer = await caller.get(`/stats/daily?${query}`)
    assert.equal(answer.status, 422, query)
    assert.equal(answer.body.detail[0].type === 'date' || answer.body.detail[0].type === 'string_too_long', true, query)
  }
})

test('students and teachers see no statistics', async () => {
  const crm = await startCrm()
  assert.equal((await crm.anonymous.get('/stats/daily')).status, 401)
  assert.equal((await (await crm.as(await make.teacher(crm))).get('/stats/daily')).status, 403)
})
