import assert from 'node:assert/strict'
import { test } from 'node:test'
import { make } from './test-kit/make.ts'
import { assertInvalid, assertRefused } from './test-kit/refusals.ts'
import { startCrm } from './test-kit/start-crm.ts'

type Listed = { seq: number; key: string; type: string; topic: string }
const crm = await startCrm()
const admin = await crm.as(await make.admin(crm))
for (let n = 0; n < 4; n++) await make.course(crm)
for (let n = 0; n < 2; n++) await crm.as(await make.student(crm))
await crm.settled()

const nextOf = (headers: Record<string, unknown>) => /^<([^>]+)>; rel="next"$/.exec(String(headers['link'] ?? ''))?.[1]

test('an event is shown with the fields of the contract, its number and the attributes of CloudEvents', async () => {
  const answer = await admin.get('/events?type=course.created&limit=1')
  assert.equal(answer.status, 200)
  const [event] = answer.body
  assert.deepEqual(Object.keys(event).sort(), [
    'headers',
    'id',
    'key',
    'partition',
    'seq',
    'time',
    'topic',
    'type',
    'value',
  ])
  assert.deepEqual(
    [event.topic, event.type, event.key],
    ['course-events', 'course.created', String(event.value.course_id)],
  )
  assert.match(event.id, /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
  assert.equal(event.time, '2026-03-01T12:00:00.000+00:00')
  const { ce_id, ce_type, ce_subject, ce_time, ce_sequence, ce_source } = event.headers
  assert.deepEqual(
    { ce_id, ce_type, ce_subject, ce_time },
    { ce_id: event.id, ce_type: event.type, ce_subject: event.key, ce_time: event.time },
  )
  assert.ok(Number(ce_sequence) === event.seq && ce_source.length > 0)
  assert.ok(!JSON.stringify(event.headers).includes('127.0.0.1'), 'the address left the database')
})

test('events come in ascending numbers without a gap, and the cursor leads to the end and goes on from there', async () => {
  const all = (await admin.get('/events?limit=1000')).body as Listed[]
  assert.deepEqual(
    all.map(({ seq }) => seq),
    all.map((_, index) => index + 1),
  )
  const walked: Listed[] = []
  let last = ''
  for (let path: string | undefined = '/events?limit=3'; path; ) {
    const answer = await admin.get(path)
    walked.push(...answer.body)
    last = path
    path = nextOf(answer.headers)
  }
  assert.deepEqual(walked.slice(0, all.length), all)
  await make.course(crm)
  await crm.settled()
  const more = (await admin.get(last)).body as Listed[]
  assert.ok(more.some(({ type, seq }) => type === 'course.created' && seq > all.length))
})

test('topic, type and key are filters that hold together and stay in the way on', async () => {
  const all = (await admin.get('/events?limit=1000')).body as Listed[]
  const filters: [string, (event: Listed) => boolean][] = [
    ['topic=user-events', ({ topic }) => topic === 'user-events'],
    ['type=user.logged_in', ({ type }) => type === 'user.logged_in'],
    ['key=1', ({ key }) => key === '1'],
    ['key=1&topic=course-events', ({ key, topic }) => key === '1' && topic === 'course-events'],
    ['topic=course-events&type=user.created', () => false],
    ['type=no.such.type', () => false],
  ]
  for (const [query, matches] of filters) {
    const expected = all.filter(matches)
    const first = await admin.get(`/events?${query}&limit=2`)
    const rest = nextOf(first.headers)
      ? (await admin.get(nextOf(first.headers)!.replace('limit=2', 'limit=1000'))).body
      : []
    assert.deepEqual([...first.body, ...rest], expected, query)
  }
})

test('a bad filter, page or cursor is refused by its name', async () => {
  const limits = ['limit=0', 'limit=1001', 'limit=x']
  for (const query of ['topic=order-events', 'after=garbage', 'after=', 'after=c2VxOi0x', ...limits]) {
    assertInvalid(await admin.get(`/events?${query}`), `query.${query.split('=')[0]}`)
  }
})

test('events are for administrators and owners only', async () => {
  assertRefused(await crm.anonymous.get('/events'), 401, 'authentication_required')
  for (const role of ['student', 'teacher', 'manager'] as const) {
    assertRefused(await (await crm.as(await make.user(crm, { role }))).get('/events'), 403, 'forbidden')
  }
})

test('consumer groups show where each partition stands, and nothing lags once all is handled', async () => {
  await crm.settled()
  const groups = (await admin.get('/events/groups')).body
  assert.deepEqual(groups.map(({ group }: { group: string }) => group).sort(), [
    'audit-trail',
    'console',
    'daily-statistics',
    'password-reset-mail',
    'test-mail',
    'welcome-mail',
  ])
  for (const { lag, dead, parked, partitions } of groups) {
    assert.deepEqual([lag, dead, parked], [0, 0, 0])
    assert.ok(partitions.every((place: { position: number; end: number }) => place.position >= 0 && place.end >= 0))
  }
  const topics = (await admin.get('/events/topics')).body
  assert.deepEqual(
    topics.map(({ topic }: { topic: string }) => topic),
    ['user-events', 'course-events', 'message-events'],
  )
  const counted = topics.reduce((sum: number, { events }: { events: number }) => sum + events, 0)
  assert.equal(counted, (await crm.events()).length)
})

test('without Kafka its cluster is explained, not broken', async () => {
  for (const answer of [
    await admin.get('/events/broker/topics'),
    await admin.get('/events/broker/topics/user-events/records?limit=5'),
    await admin.post('/events/broker/topics', { name: 'partner-events', partitions: 3 }),
  ])
    assertRefused(answer, 409, 'kafka_not_used')
  for (const name of ['', '..', 'with space', 'а', 'x'.repeat(250)])
    assertInvalid(await admin.post('/events/broker/topics', { name, partitions: 3 }), 'body.name')
  assertInvalid(await admin.post('/events/broker/topics', { name: 'a', partitions: 101 }), 'body.partitions')
})

test('topics show how many events came in the last minute', async () => {
  const rateOf = async (topic: string) => {
    const topics = (await admin.get('/events/topics')).body as { topic: string; per_minute: number; events: number }[]
    return topics.find((one) => one.topic === topic)
  }
  assert.equal((await rateOf('course-events'))?.per_minute, (await rateOf('course-events'))?.events)
  crm.clock.forward(61_000)
  assert.equal((await rateOf('course-events'))?.per_minute, 0)
  await make.course(crm)
  await crm.settled()
  assert.equal((await rateOf('course-events'))?.per_minute, 1)
})
