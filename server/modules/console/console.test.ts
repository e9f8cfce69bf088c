import assert from 'node:assert/strict'
import { test } from 'node:test'
import { make } from '../../test-kit/make.ts'
import { startCrm } from '../../test-kit/start-crm.ts'

test('every event is one console line: time, type, place, key and a phrase, and nothing about the person', async () => {
  const crm = await startCrm()
  const admin = await make.admin(crm, { name: 'Секрет Секретов', email: 'sekret@example.com' })
  const caller = await crm.as(admin)
  await caller.post('/courses', { title: 'Тайный курс', price: 5000 })
  await crm.settled()
  const events = await crm.events()
  for (const { type, topic, partition, seq, key } of events) {
    const place = `${type} ${topic}/${partition}@${seq} key=${key} `
    assert.equal(crm.console.filter((line) => line.includes(place)).length, 1, place)
  }
  const [line = ''] = crm.console.filter((one) => one.includes('course.created'))
  assert.match(line, /^\d\d:\d\d:\d\d course\.created course-events\/\d@\d+ key=1 создан курс\n$/)
  assert.ok(!crm.console.some((one) => /Секрет|sekret|Тайный/.test(one)))
})
