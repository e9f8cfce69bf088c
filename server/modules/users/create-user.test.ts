import assert from 'node:assert/strict'
import { test } from 'node:test'
import { goodPassword, make } from '../../test-kit/make.ts'
import { assertInvalid, assertRefused } from '../../test-kit/refusals.ts'
import { startCrm } from '../../test-kit/start-crm.ts'

const crm = await startCrm()
const ivan = { email: 'Ivan@Example.com', name: 'Иван Иванов', age: 30, password: 'password123' }
let made = 0
const somebody = (fields: object) => ({ ...ivan, email: `somebody${++made}@example.com`, ...fields })

test('a new user is answered 201 with the fields of the contract, an address and an ETag, and never a password', async () => {
  const answer = await crm.anonymous.post('/users', ivan)
  assert.equal(answer.status, 201)
  const { id, can, ...rest } = answer.body
  assert.deepEqual(rest, {
    email: 'Ivan@Example.com',
    name: 'Иван Иванов',
    age: 30,
    is_admin: false,
    role: 'student',
    status: 'active',
    locale: 'ru',
    created_at: '2026-03-01T12:00:00.000+00:00',
    updated_at: '2026-03-01T12:00:00.000+00:00',
    version: 1,
  })
  assert.deepEqual(can, { update: true, disable: false, enable: false, change_role: false, end_sessions: true })
  assert.equal(answer.headers['location'], `/users/${id}`)
  assert.equal(answer.headers['etag'], '"1"')
  assert.ok(!answer.text.includes('password'))
})

test('the event of a new user has exactly the fields of the brief in their order, keyed by the id', async () => {
  const { body } = await crm.anonymous.post('/users', somebody({ age: null }))
  const event = (await crm.events('user.created')).find(({ key }) => key === String(body.id))!
  assert.deepEqual(Object.entries(event.value as object), [
    ['event_type', 'user.created'],
    ['user_id', body.id],
    ['email', body.email],
    ['name', 'Иван Иванов'],
    ['age', null],
    ['is_admin', false],
    ['timestamp', '2026-03-01T12:00:00.000+00:00'],
  ])
  assert.equal(event.topic, 'user-events')
  assert.equal(event.headers['ce_type'], 'user.created')
  assert.equal(event.headers['ce_subject'], String(body.id))
})

test('a taken e-mail is refused in any letter case, in the words of the original and in English', async () => {
  await crm.anonymous.post('/users', somebody({ email: 'taken@example.com' }))
  const again = somebody({ email: 'TAKEN@Example.COM' })
  assertRefused(await crm.anonymous.post('/users', again), 400, 'email_taken', 'Email уже зарегистрирован')
  const english = await crm.anonymous.post('/users', again, { 'accept-language': 'en-GB,en;q=0.9,ru;q=0.1' })
  assertRefused(english, 400, 'email_taken', 'This e-mail is already registered')
})

test('what lies on the bounds is accepted and what lies beyond them is named', async () => {
  const long = 'x'.repeat(100)
  const good = [
    { name: 'Я' },
    { name: long },
    { age: 10 },
    { age: 120 },
    { age: null },
    { password: '12345678' },
    { password: 'x'.repeat(1024) },
  ]
  for (const fields of good)
    assert.equal((await crm.anonymous.post('/users', somebody(fields))).status, 201, JSON.stringify(fields))
  const bad = {
    name: ['', '   ', `${long}x`, null, 5],
    age: [9, 121, 25.5, '25', -1],
    password: ['1234567', 'x'.repeat(1025), 'ж'.repeat(513), null],
    email: ['', 'nobody', 'a b@example.com', `${'x'.repeat(310)}@example.com`, 'a@x\r\nBcc: b@y'],
    is_admin: ['true', 1, null],
  }
  for (const [field, values] of Object.entries(bad)) {
    for (const value of values)
      assertInvalid(await crm.anonymous.post('/users', somebody({ [field]: value })), `body.${field}`)
  }
})

test('all that is missing or unknown is said at once, and nothing that was sent is repeated', async () => {
  const answer = await crm.anonymous.post('/users', {
    email: 'secret-address',
    passwort: 'do-not-echo-me',
    role: 'owner',
    id: 1,
  })
  assertInvalid(answer, 'body', 'body.email', 'body.name', 'body.password')
  assert.ok(answer.body.detail.some(({ type }: { type: string }) => type === 'extra_forbidden'))
  assert.ok(!/do-not-echo-me|secret-address|passwort/.test(answer.text))
  const english = await crm.anonymous.post('/users', {}, { 'accept-language': 'en' })
  assert.equal(english.body.detail[0].msg, 'Field required')
})

test('an administrator may create students; the event names who did it', async () => {
  const admin = await make.admin(crm)
  const caller = await crm.as(admin)
  const answer = await caller.post('/users', somebody({ password: goodPassword }))
  assert.deepEqual([answer.status, answer.body.role], [201, 'student'])
  assert.deepEqual(answer.body.can, {
    update: true,
    disable: true,
    enable: false,
    change_role: false,
    end_sessions: true,
  })
})

test('of a hundred parallel registrations of one e-mail in any letter case exactly one succeeds', async () => {
  const before = (await crm.events('user.created')).length
  const anyCase = (n: number) =>
    [...'parallel@example.com'].map((letter, at) => ((n >> (at % 7)) & 1 ? letter.toUpperCase() : letter)).join('')
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, n) => crm.anonymous.post('/users', somebody({ email: anyCase(n) }))),
  )
  const statuses = answers.map(({ status }) => status).sort()
  assert.deepEqual(statuses, [201, ...Array<number>(99).fill(400)])
  assert.equal((await crm.events('user.created')).length, before + 1)
})
