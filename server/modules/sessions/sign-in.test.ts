import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hash } from '@node-rs/argon2'
import { findUser, renewHash } from '#modules/users/index.ts'
import type { Answer } from '../../test-kit/caller.ts'
import { goodPassword, make } from '../../test-kit/make.ts'
import { assertInvalid, assertRefused } from '../../test-kit/refusals.ts'
import { publicEnv, startCrm } from '../../test-kit/start-crm.ts'

const crm = await startCrm()
const cookieOf = (answer: Answer) => [answer.headers['set-cookie']].flat().join('\n').split(/;\s*/)

for (const path of ['/login', '/auth/login']) {
  test(`POST ${path} answers the words of the original and the user, and sets a cookie for seven days`, async () => {
    const { email, password, id } = await make.student(crm)
    const answer = await crm.anonymous.post(path, { email, password })
    assert.deepEqual([answer.status, answer.body.message], [200, 'Вход выполнен успешно'])
    assert.deepEqual([answer.body.user.id, answer.body.user.email, answer.body.user.is_admin], [id, email, false])
    const [token, ...attributes] = cookieOf(answer)
    assert.match(token ?? '', /^session_token=[\w-]{43}$/)
    assert.deepEqual(attributes.sort(), ['HttpOnly', 'Max-Age=604800', 'Path=/', 'SameSite=Lax'])
    assert.equal(answer.headers['cache-control'], 'no-store')
    assert.ok(!answer.text.includes(token?.split('=')[1] ?? ''))
    const me = await crm.anonymous.withCookie(answer).get(path.replace('login', 'me').replace('/me', '/me'))
    assert.equal(me.body.id, id)
    const english = await crm.anonymous.post(path, { email, password }, { 'accept-language': 'en' })
    assert.equal(english.body.message, 'Signed in')
  })
}

test('the event of a sign-in has exactly the fields of the brief in their order', async () => {
  const student = await make.student(crm)
  await crm.as(student)
  const events = (await crm.events('user.logged_in')).filter(({ key }) => key === String(student.id))
  assert.equal(events.length, 1)
  assert.deepEqual(Object.entries(events[0]?.value as object), [
    ['event_type', 'user.logged_in'],
    ['user_id', student.id],
    ['email', student.email],
    ['timestamp', '2026-03-01T12:00:00.000+00:00'],
  ])
})

test('the letter case of the e-mail does not matter, that of the password does', async () => {
  const { email, password } = await make.student(crm)
  assert.equal((await crm.anonymous.post('/login', { email: email.toUpperCase(), password })).status, 200)
  assertRefused(
    await crm.anonymous.post('/login', { email, password: password.toUpperCase() }),
    401,
    'wrong_credentials',
  )
})

test('a wrong password, an unknown name and a disabled account get the very same answer and no event', async () => {
  const [student, disabled] = [await make.student(crm), await make.student(crm)]
  const owner = await crm.as(await make.owner(crm))
  await owner.put(`/users/${disabled.id}/disablement`)
  const before = (await crm.events()).length
  const tries = [
    { email: student.email, password: 'wrong-password' },
    { email: 'nobody-at-all@example.com', password: goodPassword },
    { email: disabled.email, password: disabled.password },
  ]
  const answers: object[] = []
  for (const body of tries) {
    const answer = await crm.anonymous.post('/login', body)
    assertRefused(answer, 401, 'wrong_credentials', 'Неверный email или пароль')
    assert.equal(answer.headers['set-cookie'], undefined)
    const { 'x-request-id': _, date: __, ...headers } = answer.headers
    answers.push({ headers, body: { ...answer.body, request_id: '' } })
  }
  assert.deepEqual(answers[1], answers[0])
  assert.deepEqual(answers[2], answers[0])
  assert.equal((await crm.events()).length, before)
})

test('a sign-in with missing, wrong or overlong fields is refused without repeating them', async () => {
  assertInvalid(await crm.anonymous.post('/login', {}), 'body.email', 'body.password')
  const answer = await crm.anonymous.post('/login', { email: 1, password: `secret${'x'.repeat(1024)}` })
  assertInvalid(answer, 'body.email', 'body.password')
  assert.ok(!answer.text.includes('secret'))
})

test('every sign-in has a token of its own, and the database holds none of them', async () => {
  const student = await make.student(crm)
  const callers = [await crm.as(student), await crm.as(student)]
  const tokens = callers.map(({ headers }) => headers['cookie']?.split('=')[1] ?? '')
  assert.notEqual(tokens[0], tokens[1])
  const rows = JSON.stringify(await crm.db.reader.selectFrom('sessions').selectAll().execute())
  for (const token of tokens) assert.ok(!rows.includes(token))
})

test('a hash of weaker parameters is renewed at a sign-in, and who signs in at that moment is not refused', async () => {
  const student = await make.student(crm)
  const weaker = await hash(student.password, { algorithm: 2, memoryCost: 8192, timeCost: 1, parallelism: 1 })
  await crm.db.inTransaction((tx) => renewHash(tx, student.id, weaker))
  const answers = await Promise.all(
    Array.from({ length: 4 }, () => crm.anonymous.post('/login', { email: student.email, password: student.password })),
  )
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200, 200, 200],
  )
  const after = await findUser(crm.db.reader, student.id)
  assert.match(after?.passwordHash ?? '', /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  assert.equal(after?.version, student.version)
  await crm.as(student)
})

test('on https the cookie is bound to the host and Secure, and the plain name opens nothing', async () => {
  const secure = await startCrm({ env: publicEnv })
  const student = await make.student(secure)
  const answer = await secure.anonymous.post('/login', { email: student.email, password: student.password })
  const [token = '', ...attributes] = cookieOf(answer)
  assert.match(token, /^__Host-session_token=/)
  assert.deepEqual(attributes.sort(), ['HttpOnly', 'Max-Age=604800', 'Path=/', 'SameSite=Lax', 'Secure'])
  assert.equal((await secure.anonymous.get('/me', { cookie: token })).status, 200)
  assert.equal((await secure.anonymous.get('/me', { cookie: token.replace('__Host-', '') })).status, 401)
})

test('a public address of plain http gives a cookie that browsers accept there', async () => {
  const plain = await startCrm({ env: { ...publicEnv, PUBLIC_URL: 'http://crm.lan:8000' } })
  const student = await make.student(plain)
  const caller = plain.anonymous.with({ host: 'crm.lan:8000' })
  const answer = await caller.post(
    '/login',
    { email: student.email, password: student.password },
    { host: 'crm.lan:8000' },
  )
  assert.match(cookieOf(answer)[0] ?? '', /^session_token=/)
  assert.ok(!cookieOf(answer).includes('Secure'))
})
