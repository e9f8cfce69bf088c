import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { make } from '../test-kit/make.ts'
import { assertRefused } from '../test-kit/refusals.ts'
import { type Crm, startCrm } from '../test-kit/start-crm.ts'

test('whoever waits five seconds for the password check gets 503 with Retry-After, and the next one is served', async (t) => {
  const crm = await startCrm()
  const { email, password } = await make.student(crm)
  const release = occupy(crm)
  const verify = t.mock.method(crm.server.house.passwords, 'verify')
  const waiting = [
    crm.anonymous.post('/login', { email, password }),
    crm.anonymous.post('/login', { email: 'nobody@example.com', password }),
  ]
  await until(() => verify.mock.callCount() === 2)
  forwardTimer(t, 5001)
  release()
  for (const answer of await Promise.all(waiting)) {
    assertRefused(answer, 503, 'overloaded')
    assert.equal(answer.headers['retry-after'], '5')
  }
  await crm.as({ email, password })
  const unknown = await crm.anonymous.post('/login', { email: 'nobody@example.com', password })
  assertRefused(unknown, 401, 'wrong_credentials')
})

test('whoever waits less than that is served', async (t) => {
  const crm = await startCrm()
  const student = await make.student(crm)
  const release = occupy(crm)
  const verify = t.mock.method(crm.server.house.passwords, 'verify')
  const waiting = crm.as(student)
  await until(() => verify.mock.callCount() === 1)
  forwardTimer(t, 2500)
  release()
  assert.equal((await (await waiting).get('/me')).status, 200)
})

test('a stored hash is argon2id with 19 MiB and two passes, each with a salt of its own', async () => {
  const crm = await startCrm()
  const { passwords } = crm.server.house
  const hashes = [await passwords.hash('пароль'), await passwords.hash('пароль')]
  for (const hash of hashes) assert.match(hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  assert.notEqual(hashes[0], hashes[1])
  assert.equal(await passwords.verify(hashes[0]!, 'пароль'), true)
  assert.equal(await passwords.verify(hashes[0]!, 'Пароль'), false)
})

test('two Unicode spellings of one password are one password', async () => {
  const crm = await startCrm()
  const composed = 'йогурт-ёлка-é'.normalize('NFC')
  await crm.anonymous.post('/users', { email: 'nfc@example.com', name: 'Ю', password: composed })
  await crm.as({ email: 'nfc@example.com', password: composed.normalize('NFD') })
})

/** Takes the turn of the one password check at a time until released. */
function occupy(crm: Crm): () => void {
  let release = () => {}
  const gate = new Promise<void>((resolve) => {
    release = resolve
  })
  void crm.server.house.passwords.hash('whoever is before you', () => gate)
  return release
}

/** Watches what is asked for, without changing it, until the requests stand in the queue. */
async function until(reached: () => boolean): Promise<void> {
  while (!reached()) await new Promise((resolve) => setTimeout(resolve, 5))
}

function forwardTimer(t: TestContext, milliseconds: number): void {
  const real = performance.now.bind(performance)
  t.mock.method(performance, 'now', () => real() + milliseconds)
}
