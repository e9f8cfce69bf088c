import assert from 'node:assert/strict'
import { test } from 'node:test'
import { storedBytes } from '#platform/db/testing/stored-bytes.ts'
import type { Answer, Caller } from '../../test-kit/caller.ts'
import { hours } from '../../test-kit/frozen-clock.ts'
import { make } from '../../test-kit/make.ts'
import { dial } from '../../test-kit/raw-socket.ts'
import { assertInvalid, assertRefused } from '../../test-kit/refusals.ts'
import { type Crm, publicEnv, startCrm } from '../../test-kit/start-crm.ts'

const course = { title: 'Курс с ключом', price: 5000 }
const person = { email: 'once@example.com', name: 'Анна', password: 'a-secret-that-nobody-stores' }
const withKey = (key: string) => ({ 'idempotency-key': key })
const sameAnswer = ({ status, body, headers }: Answer) => ({
  status,
  body,
  location: headers['location'],
  etag: headers['etag'],
})

test('a repeated request gets the first answer, and there is one course and one event', async () => {
  const crm = await startCrm()
  const admin = await crm.as(await make.admin(crm))
  const first = await admin.post('/courses', course, withKey('k1'))
  assert.deepEqual([first.status, first.headers['idempotency-replayed']], [201, undefined])
  crm.clock.forward(60_000)
  const again = await admin.post('/courses', course, withKey('k1'))
  assert.deepEqual(sameAnswer(again), sameAnswer(first))
  assert.equal(again.headers['idempotency-replayed'], 'true')
  await crm.restart()
  const after = await crm.anonymous.with(admin.headers).post('/courses', course, withKey('k1'))
  assert.deepEqual(sameAnswer(after), sameAnswer(first))
  await assertOne(crm, 'course.created')
})

test('a lost answer costs nothing: the retry gets it', async () => {
  const crm = await startCrm()
  const admin = await crm.as(await make.admin(crm))
  const body = JSON.stringify(course)
  const socket = await dial(crm.url)
  const head = `POST /courses HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: ${admin.headers['cookie']}\r\nIdempotency-Key: lost\r\n`
  socket.write(`${head}Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
  await waitUntil(async () => (await crm.events('course.created')).length === 1)
  socket.destroy()
  const retry = await admin.post('/courses', course, withKey('lost'))
  assert.deepEqual([retry.status, retry.headers['idempotency-replayed']], [201, 'true'])
  await assertOne(crm, 'course.created')
})

test('fifty at once with one key are one course and one answer', async () => {
  const crm = await startCrm()
  const admin = await crm.as(await make.admin(crm))
  await assertOneAnswer(Array.from({ length: 50 }, () => admin.post('/courses', course, withKey('many'))))
  await assertOne(crm, 'course.created')
})

test('fifty at once with one key are one account and one answer, though its e-mail is taken by then', async () => {
  const crm = await startCrm()
  await assertOneAnswer(Array.from({ length: 50 }, () => crm.anonymous.post('/users', person, withKey('many'))))
  await assertOne(crm, 'user.created')
})

test('fifty claims at once with one key are one owner and one answer', async () => {
  const crm = await startCrm()
  const claim = { ...person, is_admin: true }
  const answers = await assertOneAnswer(
    Array.from({ length: 50 }, () => crm.anonymous.post('/users', claim, withKey('claim'))),
  )
  assert.equal(answers[0]?.body.role, 'owner')
})

test('the same key with another body, another query or by way of another route is told apart', async () => {
  const crm = await startCrm()
  const admin = await crm.as(await make.admin(crm))
  await admin.post('/courses', course, withKey('k'))
  assertRefused(await admin.post('/courses', { ...course, price: 1 }, withKey('k')), 422, 'idempotency_key_reused')
  assertRefused(await admin.post('/courses?x=1', course, withKey('k')), 422, 'idempotency_key_reused')
  assert.equal((await admin.post('/users', person, withKey('k'))).status, 201)
})

test('the key of somebody else is another key', async () => {
  const crm = await startCrm()
  const callers: Caller[] = [await crm.as(await make.admin(crm)), await crm.as(await make.manager(crm))]
  const answers = await Promise.all(callers.map((caller) => caller.post('/courses', course, withKey('shared'))))
  assert.deepEqual(
    answers.map(({ status }) => status),
    [201, 201],
  )
  assert.notEqual(answers[0]?.body.id, answers[1]?.body.id)
  assertRefused(await crm.anonymous.post('/courses', course, withKey('shared')), 401, 'authentication_required')
})

test('whoever lost the right gets no stored answer either', async () => {
  const crm = await startCrm()
  const manager = await make.manager(crm)
  const caller = await crm.as(manager)
  await caller.post('/courses', course, withKey('k'))
  const owner = await crm.as(await make.owner(crm))
  await owner.put(`/users/${manager.id}/role`, { role: 'student' })
  assertRefused(await caller.post('/courses', course, withKey('k')), 403, 'courses_for_admins')
})

test('a refusal is not kept: the same key may succeed later', async () => {
  const crm = await startCrm()
  const manager = await crm.as(await make.manager(crm))
  assert.equal((await manager.post('/courses', { title: 'x' }, withKey('later'))).status, 422)
  assert.equal((await manager.post('/courses', course, withKey('later'))).status, 201)
})

test('a key is good for 24 hours and then means another request, whether it was tidied away or not', async () => {
  const crm = await startCrm()
  const admin = await crm.as(await make.admin(crm))
  const first = await admin.post('/courses', course, withKey('k'))
  crm.clock.forward(hours(24))
  assert.equal((await admin.post('/courses', course, withKey('k'))).body.id, first.body.id)
  crm.clock.forward(1)
  const another = await admin.post('/courses', { ...course, price: 1 }, withKey('k'))
  assert.deepEqual([another.status, another.headers['idempotency-replayed']], [201, undefined])
  assert.notEqual(another.body.id, first.body.id)
  const again = await admin.post('/courses', { ...course, price: 1 }, withKey('k'))
  assert.deepEqual(sameAnswer(again), sameAnswer(another))
})

test('a key that is no key is refused', async () => {
  const crm = await startCrm()
  const admin = await crm.as(await make.admin(crm))
  for (const key of ['', 'with space', 'ключ', 'x'.repeat(256)]) {
    assertInvalid(await admin.post('/courses', course, withKey(key)), 'header.idempotency-key')
  }
  assert.equal((await admin.post('/courses', course, withKey('x'.repeat(255)))).status, 201)
})

test('what is kept holds no secret: neither password nor token nor key, in no row and no byte of the file', async () => {
  const crm = await startCrm({ env: publicEnv })
  const token = /X-Setup-Token: (\S+)/.exec(crm.console.join('\n'))?.[1] ?? ''
  const secrets = [person.password, token, 'key-of-the-owner']
  const claim = () =>
    crm.anonymous.post(
      '/users',
      { ...person, is_admin: true },
      { ...withKey('key-of-the-owner'), 'x-setup-token': token },
    )
  const answers = [await claim(), await claim()]
  assert.deepEqual(
    answers.map(({ status }) => status),
    [201, 201],
  )
  const rows = JSON.stringify(await crm.db.reader.selectFrom('idempotency_keys').selectAll().execute())
  const bytes = await storedBytes(crm.db)
  for (const secret of secrets)
    assert.ok(![rows, bytes, answers[1]?.text].some((text) => text?.includes(secret)), secret)
})

async function assertOneAnswer(calls: Promise<Answer>[]): Promise<Answer[]> {
  const answers = await Promise.all(calls)
  for (const answer of answers) assert.deepEqual(sameAnswer(answer), sameAnswer(answers[0]!))
  assert.equal(answers[0]?.status, 201)
  assert.equal(answers.filter(({ headers }) => headers['idempotency-replayed'] === undefined).length, 1)
  return answers
}

async function assertOne(crm: Crm, type: string): Promise<void> {
  assert.equal((await crm.events(type)).length, 1)
}

async function waitUntil(reached: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if (await reached()) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  assert.fail('it did not happen within 2 s')
}
