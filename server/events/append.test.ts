import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Value } from 'typebox/value'
import { CourseCreated } from '#contract/events/courses.ts'
import { happened } from '#contract/events/event-type.ts'
import { eventTypes } from '#contract/events/registry.ts'
import { listEvents } from './admin/list-events.ts'
import { appendEvents } from './append.ts'
import { readOrigin } from './origin.ts'
import { partitionOf } from './partition.ts'
import { payloadText } from './payload.ts'
import { append, courseCreated, openTestLog, userCreated } from './test-log.ts'

const at = new Date('2026-11-22T12:00:00.000Z')
const actor = { userId: 7, role: 'admin', requestId: 'req-1', address: '192.0.2.1', sessionId: 3 } as const

test('a payload is flat JSON with exactly the fields of the contract in their order', () => {
  const event = happened(CourseCreated, { created_by: 1, price: 4999.9, title: 'Python', course_id: 5 }, at)
  assert.equal(
    payloadText(event),
    '{"event_type":"course.created","course_id":5,"title":"Python","price":4999.9,"created_by":1,"timestamp":"2026-11-22T12:00:00.000+00:00"}',
  )
})

test('every event of the registry is written as its schema says', () => {
  for (const event of eventTypes) {
    const { event_type: _, timestamp: __, ...payload } = event.example
    const value = JSON.parse(payloadText({ event, payload, at }))
    assert.ok(Value.Check(event.schema, value), event.type)
    assert.deepEqual(Object.keys(value), Object.keys(event.example), event.type)
  }
})

test('a missing or unknown field of a payload is a bug and is not written', () => {
  const { payload, event } = courseCreated(1)
  const { title: _, ...short } = payload
  assert.throws(() => payloadText({ event, payload: short, at }), /title is missing/)
  assert.throws(() => payloadText({ event, payload: { ...payload, toString: 1 }, at }), /toString is not a field/)
  assert.throws(
    () => payloadText({ event, payload: { ...payload, title: 'я'.repeat(140_000) }, at }),
    /larger than 256 KiB/,
  )
})

test('an appended event is listed with its number, its place and the CloudEvents headers', async (t) => {
  const log = await openTestLog(t)
  await append(log, [courseCreated(5, 'Python', at), userCreated(7, 'Иван', at)], actor)
  const { events } = await listEvents(log.database.reader, { limit: 10 })
  const [course, user] = events
  assert.deepEqual([course?.seq, user?.seq], [1, 2])
  assert.deepEqual([course?.topic, course?.partition, course?.key], ['course-events', partitionOf('5', 6), '5'])
  assert.deepEqual(course?.headers, {
    ce_sequence: '1',
    ce_specversion: '1.0',
    ce_id: course?.id,
    ce_type: 'course.created',
    ce_source: log.instanceId,
    ce_time: '2026-11-22T12:00:00.000+00:00',
    ce_subject: '5',
    'content-type': 'application/json',
    ce_epoch: '1',
    correlationid: 'req-1',
    actor: '7',
  })
})

test('the address of the actor is kept and is never listed', async (t) => {
  const log = await openTestLog(t)
  await append(log, [courseCreated(5)], actor)
  assert.deepEqual(await readOrigin(log.database.reader, 1), { address: '192.0.2.1', sessionId: 3 })
  const { events } = await listEvents(log.database.reader, { limit: 10 })
  assert.ok(!JSON.stringify(events).includes('192.0.2.1'))
})

test('a change that is rolled back leaves neither an event nor a gap in the numbers', async (t) => {
  const log = await openTestLog(t)
  const failing = log.database.inTransaction(async (tx) => {
    await appendEvents(tx, actor, [courseCreated(1)])
    throw new Error('the change failed')
  })
  await assert.rejects(failing, /the change failed/)
  await append(log, [courseCreated(2)])
  const { events } = await listEvents(log.database.reader, { limit: 10 })
  assert.deepEqual(
    events.map((event) => [event.seq, event.key]),
    [[1, '2']],
  )
})

test('parallel changes get numbers without gaps, in the order of commits for each key', async (t) => {
  const log = await openTestLog(t)
  await Promise.all(Array.from({ length: 200 }, (_, id) => append(log, [courseCreated(id + 1), courseCreated(id + 1)])))
  const rows = await log.database.reader.selectFrom('events').select(['key', 'seq']).orderBy('n').execute()
  const seqs = rows.map((row) => row.seq ?? 0)
  assert.deepEqual(
    seqs.toSorted((a, b) => a - b),
    Array.from({ length: 400 }, (_, index) => index + 1),
  )
  for (const [key, events] of Map.groupBy(rows, (row) => row.key)) {
    const [first, second] = events.map((row) => row.seq ?? 0)
    assert.ok((first ?? 0) < (second ?? 0), key)
  }
})
