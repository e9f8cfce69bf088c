import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { goodPassword } from '../../test-kit/make.ts'
import { type Crm, startCrm } from '../../test-kit/start-crm.ts'

const ping = 'GET /ping HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'

test('a request that runs when the stop comes is answered whole and told that the connection ends', async () => {
  const crm = await startCrm()
  // somebody else's hash has the turn until the stop is under way
  const turn = Promise.withResolvers<void>()
  void crm.server.house.passwords.hash(goodPassword, () => turn.promise)
  const socket = await open(crm)
  const answer = text(socket)
  const body = JSON.stringify({ email: 'late@example.com', name: 'Последняя', password: goodPassword })
  const head = `POST /users HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}`
  socket.write(`${head}\r\n\r\n${body}`)
  await pause(50)
  setTimeout(turn.resolve, 300)
  await crm.stop()
  assert.match(await answer, /^HTTP\/1\.1 201 .*\r\nconnection: close\r\n.*"late@example\.com"/is)
})

test('a connection the system made just before the stop is taken in and served', async () => {
  const crm = await startCrm()
  const sockets = await Promise.all(Array.from({ length: 20 }, () => open(crm)))
  const answers = sockets.map((socket) => text(socket))
  for (const socket of sockets) socket.write(ping)
  await crm.stop()
  for (const answer of await Promise.all(answers)) assert.match(answer, /^HTTP\/1\.1 200 .*\{"ok":true\}$/s)
})

test('they are taken in too when the stop begins with the event loop held up for longer than a second', async () => {
  const crm = await startCrm()
  const sockets = await Promise.all(Array.from({ length: 100 }, () => open(crm)))
  const answers = Promise.allSettled(sockets.map((socket) => text(socket)))
  for (const socket of sockets) socket.write(ping)
  const stopped = crm.stop()
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1500)
  await stopped
  const served = (await answers).filter(
    (answer) => answer.status === 'fulfilled' && answer.value.startsWith('HTTP/1.1 200 '),
  )
  assert.equal(served.length, sockets.length)
})

test('the next request on an open connection is still served while the server stops', async () => {
  const crm = await startCrm()
  const socket = await open(crm)
  socket.write(ping)
  await once(socket, 'data')
  const stopped = crm.stop()
  let answer = ''
  // one request after the other, so that there is a next one whenever the door begins to close
  while (!/connection: close/i.test(answer)) {
    socket.write(ping)
    answer = String((await once(socket, 'data'))[0])
    assert.match(answer, /^HTTP\/1\.1 200 .*\{"ok":true\}$/is)
  }
  await stopped
})

test('connections that say nothing, and half a request, do not hold the stop up', async () => {
  const crm = await startCrm()
  const sockets = await Promise.all(Array.from({ length: 5 }, () => open(crm)))
  sockets[0]?.write('GET /ping HTT')
  const started = performance.now()
  await crm.stop()
  const ms = performance.now() - started
  assert.ok(ms < 3000, `the stop took ${ms} ms`)
  await assert.rejects(open(crm), { code: 'ECONNREFUSED' })
})

test('a request that drips for longer than a stop may wait is cut off', async () => {
  const crm = await startCrm()
  const socket = await open(crm)
  socket.write(
    'POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{',
  )
  await pause(50)
  const started = performance.now()
  await crm.stop()
  const ms = performance.now() - started
  assert.ok(ms > 3_500 && ms < 8_000, `the stop took ${ms} ms`)
})

async function open(crm: Crm): Promise<Socket> {
  const { hostname, port } = new URL(crm.url)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  socket.on('error', () => {})
  return socket
}
