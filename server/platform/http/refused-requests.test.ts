import assert from 'node:assert/strict'
import { test } from 'node:test'
import { make } from '../../test-kit/make.ts'
import { speak } from '../../test-kit/raw-socket.ts'
import { assertRefused } from '../../test-kit/refusals.ts'
import { startCrm } from '../../test-kit/start-crm.ts'

const limits = { headersMs: 300, requestMs: 300, bodyBytes: 65_536, headerBytes: 16_384 }
const crm = await startCrm({ limits })
const json = { 'content-type': 'application/json' }

test('an address that does not exist is 404, in Russian unless English is preferred', async () => {
  assertRefused(await crm.anonymous.get('/nothing'), 404, 'not_found', 'Такого адреса нет')
  const languages = {
    en: 'en',
    'en-US,en;q=0.9,ru;q=0.8': 'en',
    'ru,en': 'ru',
    'de, en;q=0.5': 'en',
    '*': 'ru',
    'en;q=0': 'ru',
    ';;;': 'ru',
  }
  for (const [header, language] of Object.entries(languages)) {
    const { body } = await crm.anonymous.get('/nothing', { 'accept-language': header })
    assert.equal(body.detail, language === 'en' ? 'There is nothing at this address' : 'Такого адреса нет', header)
  }
})

test('a wrong method is 405 and says which ones are right', async () => {
  const wrong = [
    ['PUT', '/users', 'GET, HEAD, POST'],
    ['DELETE', '/users/1', 'GET, HEAD, PATCH'],
    ['GET', '/login', 'POST'],
    ['PATCH', '/courses', 'GET, HEAD, POST'],
    ['POST', '/courses/1', 'GET, HEAD, PATCH'],
    ['POST', '/courses/1/archive', 'DELETE, PUT'],
    ['POST', '/ping', 'GET, HEAD'],
    ['DELETE', '/auth/me', 'GET, HEAD'],
  ] as const
  for (const [method, path, allow] of wrong) {
    const answer = await crm.anonymous.send(method, path)
    assertRefused(answer, 405, 'method_not_allowed', `Метод не поддерживается, можно: ${allow}`)
    assert.equal(answer.headers['allow'], allow)
  }
})

test('what answers GET answers HEAD alike, without a body', async () => {
  const answer = await crm.anonymous.send('HEAD', '/courses')
  assert.deepEqual([answer.status, answer.text, answer.headers['x-total-count']], [200, '', '0'])
})

test('a body that is not JSON is 415', async () => {
  for (const type of [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=utf-16',
    'application/xml',
  ]) {
    const answer = await crm.server.app.inject({
      method: 'POST',
      url: '/login',
      headers: { host: '127.0.0.1', 'content-type': type },
      payload: '{"email":"a@b.c","password":"12345678"}',
    })
    assert.deepEqual([answer.statusCode, answer.json().code], [415, 'unsupported_media_type'], type)
  }
})

test('an empty body needs no type, so a wrong one is no reason to refuse it', async () => {
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'nonsense']) {
    const head = `POST /logout HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: ${type}\r\n`
    const { answers } = await speak(crm.url, `${head}Content-Length: 0\r\nConnection: close\r\n\r\n`)
    assert.deepEqual([answers[0]?.status, answers[0]?.body.message], [200, 'Выход выполнен успешно'], type)
  }
})

test('a body over 64 KiB is 413 and the connection ends; one within is read', async () => {
  const admin = await crm.as(await make.admin(crm))
  const answer = await crm.anonymous.post('/login', { email: 'a@example.com', password: 'x'.repeat(65_536) })
  assertRefused(answer, 413, 'body_too_large', 'Тело запроса больше 65536 байт')
  assert.equal(answer.headers['connection'], 'close')
  assert.equal(
    (await admin.post('/courses', { title: 'Большой', price: 1, description: 'x'.repeat(20_000) })).status,
    201,
  )
})

test('headers over 16 KiB are 431, with the same shape of error', async () => {
  const { answers } = await speak(
    crm.url,
    `GET /ping HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: ${'x'.repeat(17_000)}\r\n\r\n`,
  )
  assert.deepEqual(
    [answers[0]?.status, answers[0]?.body.code, answers[0]?.body.status],
    [431, 'headers_too_large', 431],
  )
})

test('a request that does not arrive in time is 408 and hung up on', async () => {
  const unfinished = [
    'GET /ping HTTP/1.1\r\nHost: 127.0',
    'POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{"email"',
  ]
  await Promise.all(
    unfinished.map(async (bytes) => {
      const { answers, ms } = await speak(crm.url, bytes)
      assert.deepEqual([answers[0]?.status, answers[0]?.body.code], [408, 'request_timeout'])
      assert.ok(ms < 3000)
    }),
  )
})

test('broken JSON is 422 at the body, and repeats nothing of it', async () => {
  for (const payload of ['{"email": secret-thing', '{"a":1,"a":2}', '[', '']) {
    const answer = await crm.server.app.inject({
      method: 'POST',
      url: '/users',
      headers: { host: '127.0.0.1', ...json },
      payload,
    })
    assert.equal(answer.statusCode, 422, payload)
    assert.deepEqual(answer.json().detail[0].loc.slice(0, 1), ['body'])
    assert.ok(!answer.body.includes('secret-thing'))
  }
})
