import assert from 'node:assert/strict'
import { test } from 'node:test'
import { make } from '../../test-kit/make.ts'
import { assertInvalid, assertRefused } from '../../test-kit/refusals.ts'
import { startCrm } from '../../test-kit/start-crm.ts'

const crm = await startCrm()
const newPassword = 'another-long-password-7'

test('a person changes name, age and language; one event says what changed', async () => {
  const student = await make.student(crm)
  const self = await crm.as(student)
  const answer = await self.patch(`/users/${student.id}`, { name: 'Мария Иванова', age: null, locale: 'en' })
  assert.deepEqual(
    [answer.status, answer.body.name, answer.body.age, answer.body.locale, answer.body.version],
    [200, 'Мария Иванова', null, 'en', 2],
  )
  assert.equal(answer.headers['etag'], '"2"')
  const [event, ...more] = (await crm.events('user.updated')).filter(({ key }) => key === String(student.id))
  assert.deepEqual(Object.entries(event?.value as object), [
    ['event_type', 'user.updated'],
    ['user_id', student.id],
    ['name', 'Мария Иванова'],
    ['age', null],
    ['locale', 'en'],
    ['changed', ['name', 'age', 'locale']],
    ['timestamp', '2026-03-01T12:00:00.000+00:00'],
  ])
  assert.deepEqual(more, [])
})

test('a change that changes nothing writes no event and no version', async () => {
  const student = await make.student(crm)
  const self = await crm.as(student)
  const answer = await self.patch(`/users/${student.id}`, { name: student.name, age: student.age })
  assert.deepEqual([answer.status, answer.body.version], [200, 1])
  assert.deepEqual(
    (await crm.events('user.updated')).filter(({ key }) => key === String(student.id)),
    [],
  )
})

test('what is empty, unknown or out of bounds is refused, the e-mail and the role included', async () => {
  const student = await make.student(crm)
  const self = await crm.as(student)
  const path = `/users/${student.id}`
  for (const body of [{}, { email: 'new@example.com' }, { role: 'owner' }, { id: 1 }, { status: 'disabled' }])
    assertInvalid(await self.patch(path, body), 'body')
  assertInvalid(await self.patch(path, { name: '', age: 9, locale: 'de' }), 'body.name', 'body.age', 'body.locale')
  assert.equal((await self.get(path)).body.version, 1)
})

test('a stale or weak If-Match is refused with the current version, a matching one and * pass', async () => {
  const student = await make.student(crm)
  const self = await crm.as(student)
  const change = (age: number, tag: string) => self.patch(`/users/${student.id}`, { age }, { 'if-match': tag })
  assert.equal((await change(31, '"1"')).status, 200)
  for (const tag of ['"1"', 'W/"2"', '2', '"0", "1"', 'garbage']) {
    const refused = await change(32, tag)
    assertRefused(refused, 412, 'version_conflict')
    assert.deepEqual(refused.body.facts, { current: 2 })
  }
  assert.equal((await change(33, '"7", "2"')).status, 200)
  assert.equal((await change(34, '*')).body.version, 4)
})

test('of parallel changes based on one version exactly one wins', async () => {
  const student = await make.student(crm)
  const admin = await crm.as(await make.admin(crm))
  const ages = Array.from({ length: 10 }, (_, n) => 40 + n)
  const answers = await Promise.all(
    ages.map((age) => admin.patch(`/users/${student.id}`, { age }, { 'if-match': '"1"' })),
  )
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, ...Array<number>(9).fill(412)])
})

test('an If-Match tells nothing about an account that one may not know of', async () => {
  const owner = await make.owner(crm)
  const manager = await crm.as(await make.manager(crm))
  const stale = { 'if-match': '"999"' }
  assertRefused(await manager.patch(`/users/${owner.id}`, { age: 20 }, stale), 404, 'user_not_found')
  assertRefused(await manager.put(`/users/${owner.id}/disablement`, undefined, stale), 404, 'user_not_found')
  assertRefused(await manager.delete(`/users/${owner.id}/disablement`, stale), 404, 'user_not_found')
})

test('the password changes with the current one, and every other session of the person ends', async () => {
  const student = await make.student(crm)
  const [here, elsewhere] = [await crm.as(student), await crm.as(student)]
  const path = `/users/${student.id}`
  assertInvalid(await here.patch(path, { password: newPassword }), 'body.current_password')
  assertRefused(await here.patch(path, { password: newPassword, current_password: 'wrong' }), 403, 'wrong_password')
  assertInvalid(await here.patch(path, { password: 'short', current_password: student.password }), 'body.password')
  const answer = await here.patch(path, { password: newPassword, current_password: student.password })
  assert.deepEqual([answer.status, answer.body.version], [200, 2])
  assert.ok(!answer.text.includes('password'))
  assert.equal((await here.get('/me')).status, 200)
  assert.equal((await elsewhere.get('/me')).status, 401)
  assertRefused(
    await crm.anonymous.post('/login', { email: student.email, password: student.password }),
    401,
    'wrong_credentials',
  )
  await crm.as({ email: student.email, password: newPassword })
  const [event] = (await crm.events('user.password_changed')).filter(({ key }) => key === String(student.id))
  assert.deepEqual(Object.keys(event?.value as object), ['event_type', 'user_id', 'timestamp'])
})

test('a weak new password is taken in local mode and marked on the console only', async () => {
  const student = await make.student(crm)
  const self = await crm.as(student)
  const weak = { password: 'password123', current_password: student.password }
  const answer = await self.patch(`/users/${student.id}`, weak)
  assert.equal(answer.status, 200)
  assert.ok(!answer.text.includes('weak') && !answer.text.includes('слаб'))
  assert.ok(crm.console.some((line) => line.includes('слабый пароль') && line.includes(`user_id=${student.id}`)))
})

test('nobody changes the password of somebody else, not even an owner', async () => {
  const owner = await make.owner(crm)
  const caller = await crm.as(owner)
  const student = await make.student(crm)
  const body = { password: newPassword, current_password: owner.password }
  assertRefused(await caller.patch(`/users/${student.id}`, body), 403, 'forbidden')
})

test('a stolen session cannot try passwords without end', async () => {
  const student = await make.student(crm)
  const self = await crm.as(student)
  const attempt = () => self.patch(`/users/${student.id}`, { password: newPassword, current_password: 'wrong' })
  for (let n = 0; n < 5; n++) assertRefused(await attempt(), 403, 'wrong_password')
  const refused = await attempt()
  assertRefused(refused, 429, 'too_many_requests')
  assert.equal(refused.headers['retry-after'], '60')
})
