import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Answer } from '../../test-kit/caller.ts'
import { minutes } from '../../test-kit/frozen-clock.ts'
import { make } from '../../test-kit/make.ts'
import { assertRefused } from '../../test-kit/refusals.ts'
import { type Crm, publicEnv, startCrm } from '../../test-kit/start-crm.ts'

const fail = (crm: Crm, email: string) => crm.anonymous.post('/login', { email, password: 'wrong-password' })
const seconds = (answer: Answer) => Number(answer.headers['retry-after'])

for (const known of [true, false]) {
  test(`after five failures ${known ? 'a known' : 'an unknown'} name waits 1, 2, 4, 8 and then 15 minutes`, async () => {
    const crm = await startCrm()
    const email = known ? (await make.student(crm)).email : 'unknown@example.com'
    for (let n = 0; n < 5; n++) assertRefused(await fail(crm, email), 401, 'wrong_credentials')
    for (const wait of [1, 2, 4, 8, 15, 15]) {
      const refused = await fail(crm, email.toUpperCase())
      assertRefused(refused, 429, 'too_many_requests', `Слишком много попыток, повторите через ${wait * 60} с`)
      assert.equal(seconds(refused), wait * 60)
      crm.clock.forward(minutes(wait) - 1000)
      assert.equal(seconds(await fail(crm, email)), 1)
      crm.clock.forward(1000)
      assertRefused(await fail(crm, email), 401, 'wrong_credentials')
    }
  })
}

test('a delay is no lock: the right password passes as soon as it is over, and clears the count', async () => {
  const crm = await startCrm()
  const student = await make.student(crm)
  for (let n = 0; n < 5; n++) await fail(crm, student.email)
  assertRefused(
    await crm.anonymous.post('/login', { email: student.email, password: student.password }),
    429,
    'too_many_requests',
  )
  crm.clock.forward(minutes(1))
  await crm.as(student)
  for (let n = 0; n < 5; n++) assertRefused(await fail(crm, student.email), 401, 'wrong_credentials')
})

test('failures are forgotten a quarter of an hour after the last one', async () => {
  const crm = await startCrm()
  const { email } = await make.student(crm)
  for (let n = 0; n < 4; n++) await fail(crm, email)
  crm.clock.forward(minutes(15))
  for (let n = 0; n < 5; n++) assertRefused(await fail(crm, email), 401, 'wrong_credentials')
})

test('fifty parallel wrong passwords are no more than five tries', async () => {
  const crm = await startCrm()
  const { email } = await make.student(crm)
  const answers = await Promise.all(Array.from({ length: 50 }, () => fail(crm, email)))
  assert.equal(answers.filter(({ status }) => status === 401).length, 5)
  assert.equal(answers.filter(({ status }) => status === 429).length, 45)
})

test('whoever knows the password is never refused for being one of many at once', async () => {
  const crm = await startCrm()
  const { email, password } = await make.student(crm)
  const answers = await Promise.all(Array.from({ length: 25 }, () => crm.anonymous.post('/login', { email, password })))
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200])
})

test('one address has twenty failures a minute, whatever names it tries', async () => {
  const crm = await startCrm()
  const answers: Answer[] = []
  for (let n = 0; n < 30; n += 6) {
    const names = Array.from({ length: 6 }, (_, k) => `name${n + k}@example.com`)
    answers.push(...(await Promise.all(names.map((name) => fail(crm, name)))))
  }
  assert.equal(answers.filter(({ status }) => status === 401).length, 20)
  const student = await make.student(crm)
  const refused = await crm.anonymous.post('/login', { email: student.email, password: student.password })
  assertRefused(refused, 429, 'too_many_requests')
  assert.ok(seconds(refused) <= 60)
  crm.clock.forward(minutes(1))
  await crm.as(student)
})

test('failures of one address are counted by the minute: slow ones never add up to a refusal', async () => {
  const crm = await startCrm()
  for (let n = 0; n < 25; n++) {
    assertRefused(await fail(crm, `name${n}@example.com`), 401, 'wrong_credentials')
    crm.clock.forward(30_000)
  }
})

test('successes are not counted: people behind one address do not disturb each other', async () => {
  const crm = await startCrm()
  const student = await make.student(crm)
  for (let n = 0; n < 19; n++) await fail(crm, `name${n}@example.com`)
  for (let n = 0; n < 4; n++) await crm.as(student)
  assertRefused(await fail(crm, 'name20@example.com'), 401, 'wrong_credentials')
  assertRefused(await fail(crm, 'name21@example.com'), 429, 'too_many_requests')
})

test('behind a trusted proxy everybody has an address of their own', async () => {
  const crm = await startCrm({ env: { ...publicEnv, TRUSTED_PROXIES: '127.0.0.1' } })
  const from = (address: string, n: number) =>
    crm.anonymous.post(
      '/login',
      { email: `name${n}@example.com`, password: 'wrong-password' },
      { 'x-forwarded-for': address },
    )
  for (let n = 0; n < 20; n++) await from('203.0.113.5', n)
  assertRefused(await from('203.0.113.5', 20), 429, 'too_many_requests')
  assertRefused(await from('203.0.113.6', 21), 401, 'wrong_credentials')
})

test('a clock that was set back does not turn the delay into a lock', async () => {
  const crm = await startCrm()
  const student = await make.student(crm)
  for (let n = 0; n < 5; n++) await fail(crm, student.email)
  crm.clock.forward(-minutes(24 * 60))
  await crm.as(student)
})

test('delays outlive a restart', async () => {
  const crm = await startCrm()
  for (let n = 0; n < 5; n++) await fail(crm, 'unknown@example.com')
  await crm.restart()
  assertRefused(await fail(crm, 'unknown@example.com'), 429, 'too_many_requests')
})
