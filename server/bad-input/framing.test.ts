import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertRefused } from '../test-kit/bad-input/decent.ts'
import { ambiguous, chunked, host, json, login, ping, refused, tooMuch } from '../test-kit/bad-input/hostile-frames.ts'
import { make } from '../test-kit/make.ts'
import { dial, request, speak, type WireAnswer } from '../test-kit/raw-socket.ts'
import { startCrm } from '../test-kit/start-crm.ts'

const crm = await startCrm()
const goodPing = request([ping, host])
const smuggled = request(['GET /smuggled HTTP/1.1', host])

for (const [what, status, bytes] of [...ambiguous, ...tooMuch]) {
  test(`${what} is answered ${status} as JSON, the connection is closed and the next one works`, async () => {
    const talk = await speak(crm.url, Buffer.concat([Buffer.from(bytes), smuggled]), { answers: 2 })
    assert.equal(talk.answers.length, 1, talk.text)
    assertClosing(talk.answers[0]!, status, what)
    assert.ok(talk.closed, 'left open')
    await assertWorksOn()
  })
}

test('what is well framed is refused plainly', async () => {
  const fresh = await startCrm()
  for (const [what, status, bytes] of refused) {
    const { answers, text } = await speak(fresh.url, bytes)
    assertRefused(reply(answers[0], text), status, what)
    if (status === 405) assert.match(answers[0]!.headers['allow'] ?? '', /GET/, what)
    assert.equal(answers[0]!.headers['x-evil'], undefined)
  }
})

test('a body without an end is cut off soon after 64 KiB', async () => {
  const socket = await dial(crm.url)
  let answer = ''
  let sent = 0
  const closed = new Promise((resolve) => socket.once('end', resolve).once('close', resolve))
  socket.on('data', (part) => {
    answer += part
  })
  socket.write(request([login, host, json, chunked]))
  const chunk = `400\r\n${' '.repeat(1024)}\r\n`
  const sending = setInterval(() => {
    if (socket.writableLength === 0) sent += Buffer.byteLength(chunk)
    if (socket.writableLength === 0) socket.write(chunk)
  }, 1)
  await closed
  clearInterval(sending)
  socket.destroy()
  assert.match(answer, /^HTTP\/1\.1 413 /)
  assert.ok(sent < 1_000_000, `${sent} bytes`)
  await assertWorksOn()
})

test('what follows a body that is longer than it says is read as a request of its own, and refused', async () => {
  const body = '{"email":"a@x","password":"12345678"}'
  const bytes = request([login, host, json, `Content-Length: ${body.length}`], `${body}"garbage"\r\n\r\n`)
  const { answers, closed } = await speak(crm.url, bytes, { answers: 3 })
  assert.deepEqual(statusesOf(answers), [401, 400])
  assert.ok(closed)
})

test('CONNECT opens no tunnel', async () => {
  for (const target of ['127.0.0.1:80', '/ping', 'evil.example:443']) {
    const { answers, closed, text } = await speak(crm.url, request([`CONNECT ${target} HTTP/1.1`, host]), {
      answers: 2,
    })
    assertRefused(reply(answers[0], text), 405, target)
    assert.ok(closed)
  }
})

test('HEAD is answered like GET, without a body, and the connection goes on', async () => {
  const bytes = Buffer.concat([request(['HEAD /ping HTTP/1.1', host]), request(['HEAD /nope HTTP/1.1', host])])
  const { answers } = await speak(crm.url, bytes, { answers: 2, head: true })
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 404],
  )
  assert.equal(answers[0]!.headers['content-length'], String('{"ok":true}'.length))
})

test('pipelined requests are answered in their order, and a broken one ends the line', async () => {
  const missing = request(['GET /nope HTTP/1.1', host])
  const whole = await speak(crm.url, Buffer.concat([goodPing, missing, goodPing]), { answers: 3 })
  assert.deepEqual(statusesOf(whole.answers), [200, 404, 200])
  const slow = request(['GET /courses HTTP/1.1', host])
  const broken = await speak(crm.url, Buffer.concat([slow, missing, request(['GET  HTTP/9']), goodPing]), {
    answers: 4,
  })
  assert.ok(broken.closed)
  assert.deepEqual(statusesOf(broken.answers), [200, 404, 400])
})

test('an upgrade, an Expect and trailers that we do not know change nothing', async () => {
  const upgrade = request([
    ping,
    host,
    'Connection: Upgrade, HTTP2-Settings',
    'Upgrade: h2c',
    'HTTP2-Settings: AAMAAABk',
  ])
  assert.deepEqual(statusesOf((await speak(crm.url, upgrade)).answers), [200])
  const body = '{"email":"a@x","password":"12345678"}'
  for (const expect of ['100-continue', 'elephants']) {
    const bytes = request([login, host, json, `Expect: ${expect}`, `Content-Length: ${body.length}`], body)
    assert.deepEqual(statusesOf((await speak(crm.url, bytes)).answers), [401], expect)
  }
  const trailer = `${body.length.toString(16)}\r\n${body}\r\n0\r\nHost: evil.example\r\nCookie: a=b\r\n\r\n`
  assert.deepEqual(statusesOf((await speak(crm.url, request([login, host, json, chunked], trailer))).answers), [401])
})

test('of two session cookies the first counts', async () => {
  const owner = await crm.as(await make.owner(crm))
  const good = owner.headers['cookie'] ?? ''
  const first = await speak(crm.url, request(['GET /me HTTP/1.1', host, `Cookie: ${good}; session_token=x`]))
  const second = await speak(crm.url, request(['GET /me HTTP/1.1', host, 'Cookie: session_token=x', `Cookie: ${good}`]))
  assert.deepEqual([...statusesOf(first.answers), ...statusesOf(second.answers)], [200, 401])
})

test('a body that ends early and a client that hangs up leave nothing behind', async () => {
  const short = await speak(crm.url, request([login, host, json, 'Content-Length: 100'], '{}'), { halfClose: true })
  assert.deepEqual(statusesOf(short.answers), [400])
  const cut = await speak(crm.url, request([login, host, json, chunked], '5\r\n{"a"'), { halfClose: true })
  assert.deepEqual(statusesOf(cut.answers), [400])
  await assertWorksOn()
  assert.deepEqual(
    crm.console.filter((line) => line.includes('ошибка сервера')),
    [],
  )
})

function assertClosing(answer: WireAnswer, status: number, what: string): void {
  assertRefused(reply(answer), status, what)
  assert.equal(answer.headers['connection'], 'close')
  assert.equal(answer.headers['x-content-type-options'], 'nosniff')
  assert.equal(answer.headers['content-type'], 'application/json; charset=utf-8')
  assert.equal(answer.headers['x-request-id'], answer.body.request_id)
}

function reply(answer: WireAnswer | undefined, text = '') {
  assert.ok(answer, `no answer: ${text}`)
  return answer
}

function statusesOf(answers: readonly WireAnswer[]): number[] {
  return answers.map(({ status }) => status)
}

async function assertWorksOn(): Promise<void> {
  assert.deepEqual(statusesOf((await speak(crm.url, goodPing)).answers), [200])
}
