import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hours } from '../../test-kit/frozen-clock.ts'
import { goodPassword, make } from '../../test-kit/make.ts'
import { assertInvalid, assertRefused } from '../../test-kit/refusals.ts'
import { publicEnv, startCrm } from '../../test-kit/start-crm.ts'

let made = 0
const stranger = (fields: object = {}) => ({
  email: `stranger${++made}@example.com`,
  name: 'Пётр',
  password: goodPassword,
  ...fields,
})
const openEnv = { ...publicEnv, REGISTRATION: 'open' }

test('a public server registers nobody unless it is told to, whether the e-mail is taken or not', async () => {
  const crm = await startCrm({ env: publicEnv })
  const { email } = await make.student(crm)
  for (const wish of [stranger(), stranger({ email })]) {
    assertRefused(await crm.anonymous.post('/users', wish), 403, 'registration_closed')
    assertRefused(await crm.anonymous.post('/users', { ...wish, is_admin: true }), 403, 'owner_required')
  }
  const student = await crm.as(await make.student(crm))
  assertRefused(await student.post('/users', stranger()), 403, 'registration_closed')
  const manager = await crm.as(await make.manager(crm))
  assert.equal((await manager.post('/users', stranger())).status, 201)
})

test('with REGISTRATION=open a stranger registers five accounts an hour, and taken e-mails count', async () => {
  const crm = await startCrm({ env: openEnv })
  const taken = stranger()
  assert.equal((await crm.anonymous.post('/users', taken)).status, 201)
  for (let n = 0; n < 2; n++) assertRefused(await crm.anonymous.post('/users', taken), 400, 'email_taken')
  assert.equal((await crm.anonymous.post('/users', stranger())).status, 201)
  assert.equal((await crm.anonymous.post('/users', stranger())).status, 201)
  for (const wish of [stranger(), taken]) {
    const refused = await crm.anonymous.post('/users', wish)
    assertRefused(refused, 429, 'too_many_requests')
    assert.equal(refused.headers['retry-after'], '3600')
  }
  crm.clock.forward(hours(1))
  assert.equal((await crm.anonymous.post('/users', stranger())).status, 201)
})

test('registrations are counted by the hour: slow ones never add up to a refusal', async () => {
  const crm = await startCrm({ env: openEnv })
  for (let n = 0; n < 8; n++) {
    assert.equal((await crm.anonymous.post('/users', stranger())).status, 201)
    crm.clock.forward(hours(0.25))
  }
})

test('whoever has registered is counted like a stranger', async () => {
  const crm = await startCrm({ env: openEnv })
  const student = await crm.as(await make.student(crm))
  for (let n = 0; n < 5; n++) assert.equal((await student.post('/users', stranger())).status, 201)
  assertRefused(await student.post('/users', stranger()), 429, 'too_many_requests')
  assertRefused(await crm.anonymous.post('/users', stranger()), 429, 'too_many_requests')
})

test('staff create accounts beyond that number', async () => {
  const crm = await startCrm({ env: openEnv })
  const manager = await crm.as(await make.manager(crm))
  for (let n = 0; n < 7; n++) assert.equal((await manager.post('/users', stranger())).status, 201)
})

test('public mode wants ten characters of students, fifteen of staff, and no common password', async () => {
  const crm = await startCrm({ env: openEnv })
  const asOwner = await crm.as(await make.owner(crm))
  const refusals = {
    student: ['short-9-c', 'password123', 'Qwerty123456', 'абвабвабвабв'],
    admin: ['fourteen-chars', 'administrator12345'],
  }
  for (const [role, passwords] of Object.entries(refusals)) {
    for (const password of passwords) {
      const answer = await asOwner.post('/users', stranger({ password, is_admin: role === 'admin' }))
      assertInvalid(answer, 'body.password')
      assert.ok(!answer.text.includes(password))
    }
  }
  assert.equal((await asOwner.post('/users', stranger({ password: 'ten-chars!' }))).status, 201)
  assert.equal((await asOwner.post('/users', stranger({ password: 'fifteen-chars-x', is_admin: true }))).status, 201)
})

test('a weak password of the brief is taken in local mode, marked on the console only, and of no use in public mode', async () => {
  const crm = await startCrm()
  const weak = { email: 'admin@example.com', password: 'admin123' }
  const answer = await crm.anonymous.post('/users', { ...weak, name: 'Администратор', is_admin: true })
  assert.equal(answer.status, 201)
  assert.ok(!answer.text.includes('weak') && !answer.text.includes('слаб'))
  assert.ok(crm.console.some((line) => line.includes('слабый пароль') && !line.includes(weak.password)))
  const session = await crm.as(weak)
  const strong = await make.student(crm)
  await crm.restart(publicEnv)
  assertRefused(await crm.anonymous.post('/login', weak), 403, 'password_reset_required')
  assertRefused(await crm.anonymous.post('/login', { ...weak, password: 'wrong' }), 401, 'wrong_credentials')
  const cookie = `__Host-${session.headers['cookie']}`
  assert.equal((await crm.anonymous.get('/me', { cookie })).status, 401)
  assert.equal((await (await crm.as(strong)).get('/me')).status, 200)
})
