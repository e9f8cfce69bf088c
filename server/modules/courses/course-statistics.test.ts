import assert from 'node:assert/strict'
import { test } from 'node:test'
import { days } from '../../test-kit/frozen-clock.ts'
import { make } from '../../test-kit/make.ts'
import { assertInvalid, assertRefused } from '../../test-kit/refusals.ts'
import { startCrm } from '../../test-kit/start-crm.ts'

test('a course tells how often it was changed on each day, and every price it has had', async () => {
  const crm = await startCrm()
  const manager = await crm.as(await make.manager(crm))
  const { id } = (await manager.post('/courses', { title: 'Гитара', price: 100 })).body
  await manager.post('/courses', { title: 'Другой курс', price: 7 })
  crm.clock.forward(days(2))
  const later = await crm.as(await make.manager(crm))
  await later.patch(`/courses/${id}`, { title: 'Гитара с нуля' })
  await later.patch(`/courses/${id}`, { price: '99.50' })
  await later.patch(`/courses/${id}`, { currency: 'USD' })
  await later.put(`/courses/${id}/archive`)
  await crm.settled()
  const path = `/courses/${id}/statistics`
  const { body } = await later.get(`${path}?from=2026-03-01&to=2026-03-03`)
  assert.deepEqual(body.days, [
    { day: '2026-03-01', changes: 1 },
    { day: '2026-03-02', changes: 0 },
    { day: '2026-03-03', changes: 4 },
  ])
  const prices = body.prices.map(({ price, currency }: { price: number; currency: string | null }) => [price, currency])
  assert.deepEqual(prices, [
    [99.5, 'USD'],
    [99.5, 'RUB'],
    [100, null],
  ])
  assert.equal((await later.get(path)).body.days.length, 30)
  assertInvalid(await later.get(`${path}?from=2026-02-30`), 'query.from')
  assertRefused(await later.get('/courses/999/statistics'), 404, 'course_not_found')
  assertRefused(await (await crm.as(await make.teacher(crm))).get(path), 403, 'forbidden')
})
