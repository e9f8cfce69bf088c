import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { usualLimits } from '#platform/http/server.ts'
import { Wire } from '../test-kit/bad-input/wire.ts'
import { make } from '../test-kit/make.ts'
import { dial, request, speak } from '../test-kit/raw-socket.ts'
import { dripUntilHungUp, percentile, waitsUntil } from '../test-kit/slow-clients.ts'
import { startCrm } from '../test-kit/start-crm.ts'

const crm = await startCrm({ limits: { ...usualLimits, headersMs: 1000, requestMs: 1000 } })
const host = 'Host: 127.0.0.1'

test('R14: 200 clients that drip headers or bodies are told 408 and hung up on, and nobody else waits', async () => {
  const wire = new Wire(crm.url)
  const slow = dripUntilHungUp(crm.url, { sockets: 200, everyMs: 100, patienceMs: 8000 })
  const waits = await waitsUntil(slow, async () => {
    assert.equal((await wire.send('GET', '/courses')).status, 200)
  })
  for (const { status, ms } of await slow) {
    assert.equal(status, 408)
    assert.ok(ms < 5000, `${ms} ms`)
  }
  assert.ok(waits.length > 50, `${waits.length} calls`)
  assert.ok(percentile(waits, 0.99) < 500, `p99 ${percentile(waits, 0.99)} ms`)
})

test('a request line or a second request that never ends is told 408, as JSON', async () => {
  const good = request(['GET /ping HTTP/1.1', host])
  const [unended, second, unreadBody] = await Promise.all([
    speak(crm.url, 'GET /ping\r\n', { answers: 2 }),
    speak(crm.url, Buffer.concat([good, Buffer.from('GET /p')]), { answers: 3 }),
    speak(crm.url, request(['GET /ping HTTP/1.1', host, 'Content-Length: 9']), { answers: 3 }),
  ])
  assert.deepEqual(statuses(unended), [408])
  assert.deepEqual(statuses(second), [200, 408])
  assert.deepEqual(statuses(unreadBody), [200, 408])
  for (const talk of [unended, second, unreadBody]) {
    assert.ok(talk.closed)
    assert.equal(talk.answers.at(-1)!.body.code, 'request_timeout')
    assert.equal(talk.answers.at(-1)!.headers['connection'], 'close')
  }
})

test('a kept connection may rest longer than a request may take', async () => {
  const socket = await dial(crm.url)
  const ping = request(['GET /ping HTTP/1.1', host])
  let text = ''
  socket.on('data', (part) => {
    text += part
  })
  socket.write(ping)
  await pause(2500)
  socket.write(ping)
  for (const giveUpAt = performance.now() + 5000; text.split('HTTP/1.1 200 OK').length < 3; await pause(10))
    assert.ok(performance.now() < giveUpAt, text)
  assert.equal(text.includes(' 408 '), false)
  socket.destroy()
})

test('a client that has said everything and closes its half still gets its answer', async () => {
  const { answers } = await speak(crm.url, request(['GET /courses HTTP/1.1', host]), { halfClose: true })
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200],
  )
})

test('a client that asks and never reads is hung up on', async () => {
  for (let at = 0; at < 60; at++) await make.course(crm, { description: 'ж'.repeat(20_000) })
  const before = await connections()
  const socket = await dial(crm.url)
  socket.pause()
  const asking = request(['GET /courses?limit=60 HTTP/1.1', host])
  socket.write(Buffer.concat(Array.from({ length: 20 }, () => asking)))
  await pause(300)
  assert.equal(await connections(), before + 1, 'the answers must not fit into the buffers of the system')
  for (const giveUpAt = performance.now() + 8000; (await connections()) > before; await pause(50))
    assert.ok(performance.now() < giveUpAt, 'still connected')
  socket.destroy()
  assert.equal((await new Wire(crm.url).send('GET', '/ping')).status, 200)
})

function connections(): Promise<number> {
  const { server } = crm.server.app
  return new Promise((resolve, reject) => {
    server.getConnections((error, count) => (error ? reject(error) : resolve(count)))
  })
}

function statuses({ answers }: { answers: readonly { status: number }[] }): number[] {
  return answers.map(({ status }) => status)
}
