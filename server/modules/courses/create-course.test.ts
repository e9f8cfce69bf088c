import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { make } from '../../test-kit/make.ts'
import { assertInvalid, assertRefused } from '../../test-kit/refusals.ts'
import { startCrm } from '../../test-kit/start-crm.ts'

const crm = await startCrm()
const admin = await make.admin(crm)
const caller = await crm.as(admin)
const python = { title: 'Python для начинающих', description: 'Базовый курс по Python', price: 5000 }

test('a new course is answered 201, published, in roubles, with an address and an ETag', async () => {
  const answer = await caller.post('/courses', python)
  assert.equal(answer.status, 201)
  const now = '2026-03-01T12:00:00.000+00:00'
  const { id, can, ...rest } = answer.body
  assert.deepEqual(rest, {
    ...python,
    currency: 'RUB',
    status: 'published',
    author_id: admin.id,
    created_at: now,
    updated_at: now,
    published_at: now,
    version: 1,
  })
  assert.deepEqual(can, { update: true, set_price: true, publish: false, archive: true, restore: false })
  assert.deepEqual([answer.headers['location'], answer.headers['etag']], [`/courses/${id}`, '"1"'])
  const got = await caller.get(`/courses/${id}`)
  assert.deepEqual([got.status, got.body, got.headers['etag']], [200, answer.body, '"1"'])
})

test('a currency is one of ISO 4217', async () => {
  for (const currency of ['rub', 'ZZZ', 'RU', 'РУБ', 643, ''])
    assertInvalid(await caller.post('/courses', { ...python, currency }), 'body.currency')
  for (const currency of ['RUB', 'KZT', 'USD'])
    assert.equal((await caller.post('/courses', { ...python, currency })).body.currency, currency)
})

test('the event of a new course has exactly the fields of the brief in their order', async () => {
  const { body } = await caller.post('/courses', { ...python, price: '4999.90' })
  const [event] = (await crm.events('course.created')).filter(({ key }) => key === String(body.id))
  assert.equal(event?.topic, 'course-events')
  assert.deepEqual(Object.entries(event?.value as object), [
    ['event_type', 'course.created'],
    ['course_id', body.id],
    ['title', python.title],
    ['price', 4999.9],
    ['created_by', admin.id],
    ['timestamp', '2026-03-01T12:00:00.000+00:00'],
  ])
})

test('a draft stays a draft, without a time of publication; its author may be somebody who works here', async () => {
  const teacher = await make.teacher(crm)
  const { body } = await caller.post('/courses', { ...python, status: 'draft', currency: 'EUR', author_id: teacher.id })
  assert.deepEqual([body.status, body.published_at, body.currency, body.author_id], ['draft', null, 'EUR', teacher.id])
  const student = await make.student(crm)
  for (const author of [student.id, 999999, 0, -1, 'x'])
    assertInvalid(await caller.post('/courses', { ...python, author_id: author }), 'body.author_id')
})

test('without a session or the right to it nobody creates a course, in the words of the original', async () => {
  assertRefused(
    await crm.anonymous.post('/courses', python),
    401,
    'authentication_required',
    'Требуется аутентификация',
  )
  for (const role of ['student', 'teacher'] as const) {
    const refused = await (await crm.as(await make.user(crm, { role }))).post('/courses', python)
    assertRefused(refused, 403, 'courses_for_admins', 'Только администраторы могут создавать курсы')
  }
  const manager = await crm.as(await make.manager(crm))
  assert.equal((await manager.post('/courses', python)).status, 201)
  const english = await crm.anonymous.post('/courses', python, { 'accept-language': 'en' })
  assert.equal(english.body.detail, 'Authentication is required')
})

test('every amount of the range comes back exact, whether sent as a number or as text, in the answer and in the event', async () => {
  const kopecks = fc.integer({ min: 0, max: 99_999_999_99 })
  await fc.assert(
    fc.asyncProperty(kopecks, fc.boolean(), async (amount, asText) => {
      const text = `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`
      const {
        status,
        body,
        text: raw,
      } = await caller.post('/courses', { title: 'Цена', price: asText ? text : Number(text) })
      assert.equal(status, 201)
      assert.equal(body.price, Number(text))
      assert.match(raw, /"price":\d+(\.\d{1,2})?,/)
      const stored = await crm.db.reader
        .selectFrom('courses')
        .select('price')
        .where('id', '=', body.id)
        .executeTakeFirst()
      assert.equal(stored?.price, amount)
    }),
    { numRuns: 60 },
  )
  const prices = (await crm.events('course.created')).map(({ value }) => (value as { price: number }).price)
  assert.ok(prices.every((price) => Math.round(price * 100) / 100 === price))
})

test('what lies on the bounds is accepted and what lies beyond them is named', async () => {
  const good = [
    { price: 0 },
    { price: 99999999.99 },
    { price: '99999999.99' },
    { price: '5000' },
    { price: '0.5' },
    { title: 'abc' },
    { title: 'ж'.repeat(200) },
    { description: null },
    { description: 'две\nстроки' },
  ]
  for (const fields of good)
    assert.equal((await caller.post('/courses', { ...python, ...fields })).status, 201, JSON.stringify(fields))
  const bad = {
    price: [
      -0.01,
      100000000,
      '100000000',
      0.1 + 0.2,
      4999.999,
      '4999.999',
      '5,00',
      '1e3',
      ' 5',
      '',
      '-1',
      true,
      null,
      [],
    ],
    title: ['ab', '', 'ж'.repeat(201), '   ', 'две\nстроки', null, 5],
    currency: ['rub', 'RU', 'RUBL', '', null, 5],
    status: ['archived', 'open', null],
    description: [5, 'x'.repeat(20001)],
  }
  for (const [field, values] of Object.entries(bad)) {
    for (const value of values)
      assertInvalid(await caller.post('/courses', { ...python, [field]: value }), `body.${field}`)
  }
  for (const text of ['a\u0000bc', 'a\u0007b', '\ud800bc'])
    assertInvalid(await caller.post('/courses', { ...python, title: text }), 'body')
  assertInvalid(await caller.post('/courses', {}), 'body.title', 'body.price')
  assertInvalid(await caller.post('/courses', { ...python, id: 7, created_by: 1 }), 'body')
})
