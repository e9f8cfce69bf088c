import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createMailer } from '#modules/messages/index.ts'
import { createConsumers } from './app.ts'
import { tidy } from './housekeeping.ts'
import { days, hours } from './test-kit/frozen-clock.ts'
import { make } from './test-kit/make.ts'
import { type Crm, startCrm } from './test-kit/start-crm.ts'

const course = { title: 'Курс с ключом', price: 1 }
const keyed = { 'idempotency-key': 'once' }
const tables = ['idempotency_keys', 'throttles', 'sessions'] as const

function tidyUp(crm: Crm): Promise<void> {
  const { house } = crm.server
  return tidy(house, createConsumers(house, createMailer(null)))
}

const typesOf = async (crm: Crm) => (await crm.events()).map(({ type }) => type)

test('events older than they are kept go, young ones stay, and what was counted stays counted', async () => {
  const crm = await startCrm({ env: { EVENTS_RETENTION_DAYS: '30' } })
  const owner = await make.owner(crm)
  await (await crm.as(owner)).post('/courses', course)
  await crm.settled()
  crm.clock.forward(days(31))
  const admin = await crm.as(owner)
  await crm.settled()
  const month = '/stats/daily?from=2026-03-01&to=2026-04-02'
  const counted = (await admin.get(month)).body
  assert.equal((await typesOf(crm)).length, 5)
  await tidyUp(crm)
  assert.deepEqual(await typesOf(crm), ['user.logged_in'])
  await admin.post('/events/groups/daily-statistics/replays', { from: 'earliest' })
  await crm.settled()
  assert.deepEqual((await admin.get(month)).body, counted)
})

test('without a setting no event ever goes', async () => {
  const crm = await startCrm()
  await make.owner(crm)
  await crm.settled()
  const before = await typesOf(crm)
  crm.clock.forward(days(4000))
  await tidyUp(crm)
  assert.deepEqual(await typesOf(crm), before)
})

test('keys of requests are kept for a day', async () => {
  const crm = await startCrm()
  const owner = await make.owner(crm)
  const first = await (await crm.as(owner)).post('/courses', course, keyed)
  crm.clock.forward(hours(23))
  await tidyUp(crm)
  const replayed = await (await crm.as(owner)).post('/courses', course, keyed)
  assert.equal(replayed.body.id, first.body.id)
  crm.clock.forward(hours(2))
  await tidyUp(crm)
  assert.notEqual((await (await crm.as(owner)).post('/courses', course, keyed)).body.id, first.body.id)
})

test('what nothing needs any more is removed, what is in use stays', async () => {
  const crm = await startCrm()
  const admin = await make.admin(crm)
  const leaveTraces = async (key: string) => {
    const caller = await crm.as(admin)
    await caller.post('/courses', { title: 'Курс', price: 1 }, { 'idempotency-key': key })
    await crm.anonymous.post('/login', { email: `${key}@example.com`, password: 'wrong-password' })
  }
  await leaveTraces('old')
  crm.clock.forward(days(38))
  await leaveTraces('new')
  const before = await counts(crm)
  await tidyUp(crm)
  assert.deepEqual(before, [2, 3, 2])
  assert.deepEqual(await counts(crm), [1, 2, 1])
})

function counts(crm: Crm): Promise<number[]> {
  return Promise.all(tables.map(async (table) => (await crm.db.reader.selectFrom(table).selectAll().execute()).length))
}
