import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tidy } from './housekeeping.ts'
import { days } from './test-kit/frozen-clock.ts'
import { make } from './test-kit/make.ts'
import { type Crm, startCrm } from './test-kit/start-crm.ts'

const tables = ['idempotency_keys', 'throttles', 'sessions'] as const

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
  await tidy(crm.server.house, [])
  assert.deepEqual(before, [2, 3, 2])
  assert.deepEqual(await counts(crm), [1, 2, 1])
})

function counts(crm: Crm): Promise<number[]> {
  return Promise.all(tables.map(async (table) => (await crm.db.reader.selectFrom(table).selectAll().execute()).length))
}
