import assert from 'node:assert/strict'
import { test } from 'node:test'
import { make } from './test-kit/make.ts'
import { assertInvalid, assertRefused } from './test-kit/refusals.ts'
import { startCrm } from './test-kit/start-crm.ts'

type Listed = { seq: number; key: string; type: string; topic: string; partition: number; time: string }
const crm = await startCrm()
const admin = await crm.as(await make.admin(crm))
for (let hour = 0; hour < 6; hour++) {
  crm.clock.forward(3_600_000)
  await make.course(crm, { title: `Курс часа ${hour}${hour === 2 ? ': «Акварель»' : ''}` })
  await make.student(crm)
}
await crm.settled()
const all = (await admin.get('/events?limit=1000')).body as Listed[]
const newestFirst = all.toReversed()

const nextOf = (headers: Record<string, unknown>) => /^<([^>]+)>; rel="next"$/.exec(String(headers['link'] ?? ''))?.[1]

async function walk(path: string): Promise<Listed[]> {
  const walked: Listed[] = []
  for (let next: string | undefined = path; next; ) {
    const answer = await admin.get(next)
    assert.equal(answer.status, 200, answer.text)
    walked.push(...answer.body)
    const before: string = next
    next = answer.body.length > 0 ? nextOf(answer.headers) : undefined
    assert.notEqual(next, before)
  }
  return walked
}

test('the newest come first when asked for, page by page down to the beginning, whatever the filter', async () => {
  assert.deepEqual(await walk('/events?order=desc&limit=4'), newestFirst)
  for (const [query, holds] of [
    ['topic=course-events', ({ topic }) => topic === 'course-events'],
    ['topic=user-events&partition=2', ({ topic, partition }) => topic === 'user-events' && partition === 2],
    ['partition=3', ({ partition }) => partition === 3],
    ['type=course.created', ({ type }) => type === 'course.created'],
    ['key=1', ({ key }) => key === '1'],
  ] as [string, (event: Listed) => boolean][]) {
    assert.deepEqual(await walk(`/events?order=desc&limit=3&${query}`), newestFirst.filter(holds), query)
    assert.deepEqual(await walk(`/events?limit=3&${query}`), all.filter(holds), query)
  }
  const last = await admin.get('/events?order=desc&limit=1000')
  assert.equal(nextOf(last.headers), undefined)
})

test('a range of numbers and a span of time hold in both directions', async () => {
  const [from, to] = [all[4]!.seq, all[9]!.seq]
  assert.deepEqual(await walk(`/events?from=${from}&to=${to}&limit=2`), all.slice(4, 10))
  assert.deepEqual(await walk(`/events?from=${from}&to=${to}&limit=2&order=desc`), all.slice(4, 10).toReversed())
  const noon = Date.parse('2026-03-01T12:00:00Z')
  for (const hour of [0, 2, 5, 9]) {
    const time = new Date(noon + hour * 3_600_000).toISOString()
    const later = all.filter((event) => Date.parse(event.time) >= Date.parse(time))
    const earlier = all.filter((event) => Date.parse(event.time) < Date.parse(time))
    assert.deepEqual(await walk(`/events?since=${time}&limit=5`), later, time)
    assert.deepEqual(await walk(`/events?until=${time}&limit=5&order=desc`), earlier.toReversed(), time)
  }
  const span = `since=${new Date(noon + 3_600_000).toISOString()}&until=${new Date(noon + 2 * 3_600_000).toISOString()}`
  assert.deepEqual(new Set((await walk(`/events?${span}`)).map(({ time }) => time)).size, 1)
})

test('any text of an event finds it, in any letter case, and leads on to the next', async () => {
  const [course] = (await walk(encodeURI('/events?q=АКВАРЕЛЬ&order=desc'))) as Listed[]
  assert.equal(course?.type, 'course.created')
  assert.deepEqual(await walk(encodeURI('/events?q=акварель&topic=course-events')), [course])
  assert.deepEqual(await walk('/events?q=%25&topic=course-events'), [])
  const some = (await walk(encodeURI('/events?q=Курс часа&limit=2'))).map(({ seq }) => seq)
  assert.deepEqual(
    some,
    all.filter(({ type }) => type === 'course.created').map(({ seq }) => seq),
  )
})

test('one event stands at an address of its own', async () => {
  assert.deepEqual((await admin.get(`/events/${all[3]!.seq}`)).body, all[3])
  assertRefused(await admin.get('/events/999999'), 404, 'event_not_found')
  assertInvalid(await admin.get('/events/0'), 'path.seq')
  assertInvalid(await admin.get('/events/first'), 'path.seq')
})

test('a bad range is refused by its name', async () => {
  for (const query of ['from=-1', 'to=x', 'partition=-1', 'since=yesterday', 'until=2026-02-30T00:00:00Z', 'order=up'])
    assertInvalid(await admin.get(`/events?${query}`), `query.${query.split('=')[0]}`)
})
