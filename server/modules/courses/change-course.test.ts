import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hours } from '../../test-kit/frozen-clock.ts'
import { make } from '../../test-kit/make.ts'
import { assertInvalid, assertRefused } from '../../test-kit/refusals.ts'
import { startCrm } from '../../test-kit/start-crm.ts'

const crm = await startCrm()
const admin = await make.admin(crm)
const caller = await crm.as(admin)
const eventsOf = async (id: number) =>
  (await crm.events()).filter(({ topic, key }) => topic === 'course-events' && key === String(id))

test('a change writes what was sent, raises the version and tells it in one event', async () => {
  const course = await make.course(crm)
  crm.clock.forward(hours(1))
  const answer = await caller.patch(
    `/courses/${course.id}`,
    { price: '5500.50', description: null },
    { 'if-match': '"1"' },
  )
  assert.deepEqual(
    [answer.status, answer.body.price, answer.body.description, answer.body.version],
    [200, 5500.5, null, 2],
  )
  assert.equal(answer.headers['etag'], '"2"')
  assert.notEqual(answer.body.updated_at, answer.body.created_at)
  const [, event, ...more] = await eventsOf(course.id)
  assert.deepEqual(Object.entries(event?.value as object), [
    ['event_type', 'course.updated'],
    ['course_id', course.id],
    ['title', course.title],
    ['price', 5500.5],
    ['currency', 'RUB'],
    ['changed', ['description', 'price']],
    ['updated_by', admin.id],
    ['timestamp', answer.body.updated_at],
  ])
  assert.deepEqual(more, [])
})

test('a change that changes nothing writes no event and no version', async () => {
  const course = await make.course(crm)
  const answer = await caller.patch(`/courses/${course.id}`, { title: course.title, price: 5000 })
  assert.deepEqual([answer.status, answer.body.version], [200, 1])
  assert.equal((await eventsOf(course.id)).length, 1)
})

test('a stale or weak If-Match is refused with the current version before anything is written', async () => {
  const course = await make.course(crm)
  const path = `/courses/${course.id}`
  await caller.patch(path, { price: 1 })
  for (const tag of ['"1"', 'W/"2"', '2', 'x']) {
    for (const call of [
      caller.patch(path, { price: 2 }, { 'if-match': tag }),
      caller.put(`${path}/archive`, undefined, { 'if-match': tag }),
    ]) {
      const refused = await call
      assertRefused(refused, 412, 'version_conflict')
      assert.deepEqual(refused.body.facts, { current: 2 })
    }
  }
  assert.equal((await eventsOf(course.id)).length, 2)
  assert.equal((await caller.patch(path, { price: 3 }, { 'if-match': '*' })).status, 200)
  assert.equal((await caller.put(`${path}/archive`, undefined, { 'if-match': '"3"' })).status, 200)
})

test('of parallel changes based on one version exactly one wins, and one event tells it', async () => {
  const course = await make.course(crm)
  const prices = Array.from({ length: 10 }, (_, n) => n + 1)
  const answers = await Promise.all(
    prices.map((price) => caller.patch(`/courses/${course.id}`, { price }, { 'if-match': '"1"' })),
  )
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, ...Array<number>(9).fill(412)])
  assert.equal((await eventsOf(course.id)).length, 2)
})

test('what is empty, unknown, out of bounds or not there is refused', async () => {
  const course = await make.course(crm)
  for (const body of [{}, { status: 'draft' }, { version: 5 }])
    assertInvalid(await caller.patch(`/courses/${course.id}`, body), 'body')
  assertInvalid(await caller.patch(`/courses/${course.id}`, { title: 'ab', price: -1 }), 'body.title', 'body.price')
  assertRefused(await caller.patch('/courses/999999', { price: 1 }), 404, 'course_not_found', 'Курс не найден')
  assertRefused(await caller.get('/courses/999999'), 404, 'course_not_found', 'Курс не найден')
  assertInvalid(await caller.patch('/courses/0', { price: 1 }), 'path.id')
})

test('a teacher changes the own course but not its price, its currency or whose it is', async () => {
  const teacher = await make.teacher(crm)
  const asTeacher = await crm.as(teacher)
  const [own, foreign] = [await make.course(crm, { author: teacher }), await make.course(crm, { author: admin })]
  const answer = await asTeacher.patch(`/courses/${own.id}`, { title: 'Новое название' })
  assert.deepEqual(
    [answer.status, answer.body.can],
    [200, { update: true, set_price: false, publish: false, archive: true, restore: false }],
  )
  for (const body of [{ price: 1 }, { currency: 'USD' }, { author_id: null }, { title: 'И цена', price: 1 }]) {
    assertRefused(await asTeacher.patch(`/courses/${own.id}`, body), 403, 'forbidden', 'Недостаточно прав')
  }
  assertRefused(await asTeacher.patch(`/courses/${foreign.id}`, { title: 'Чужой' }), 403, 'forbidden')
  assert.equal((await asTeacher.get(`/courses/${own.id}`)).body.title, 'Новое название')
  assert.equal((await eventsOf(own.id)).length, 2)
})
