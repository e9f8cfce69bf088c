import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { checkDatabase, effectsOf } from './kit/check-database.ts'
import { startCrmProcess } from './kit/crm-process.ts'
import { Client } from './kit/http-calls.ts'
import { Journal, type Write } from './kit/journal.ts'
import { sendWrite } from './kit/keyed-writers.ts'
import { count, FaultRun } from './kit/lane.ts'
import { claimOwner } from './kit/owner.ts'

const losses = count({ short: 60, full: 2000 })

test(`R7: ${losses} replies are lost on the way, and the retries have one effect and one answer each`, async (t) => {
  const run = new FaultRun(t, 'lost-reply')
  const journal = new Journal(run.journalFile)
  const crm = await startCrmProcess(t, run)
  const cookie = await claimOwner(crm.url)
  const client = new Client(crm.url, { cookie, connections: 50 })
  let took = 0
  for (let at = 0; at < losses; at++) {
    await run.cycle(async () => {
      const write = course(`потерян ${at}`)
      await sendAndHangUp(crm.url, cookie, write, run.chance.between(0, 12))
      took += effectsOf(crm.file, [write.mark])[0] ?? 0
      assert.equal((await sendWrite(client, journal, write)).kind, 'answered')
      assert.deepEqual(effectsOf(crm.file, [write.mark]), [1])
    })
  }
  assert.ok(took > 0, 'no reply was lost after its effect: the test proved nothing')
  t.diagnostic(`${took} of ${losses} had their effect before the retry`)
  checkDatabase(crm.file, journal)
  client.close()
  await crm.stop()
})

test('R7: fifty at once with one key are one course and fifty equal answers; another body with it is refused', async (t) => {
  const run = new FaultRun(t, 'same-key')
  const crm = await startCrmProcess(t, run)
  const client = new Client(crm.url, { cookie: await claimOwner(crm.url), connections: 50 })
  const { path, body, key, mark } = course('пятьдесят')
  const call = { method: 'POST', path, body, headers: { 'idempotency-key': key } }
  const replies = await Promise.all(Array.from({ length: 50 }, () => client.expect(201, call)))
  assert.equal(new Set(replies.map((reply) => JSON.stringify(reply.body))).size, 1)
  assert.deepEqual(effectsOf(crm.file, [mark]), [1])
  const other = await client.expect(422, { ...call, body: { ...body, price: 2 } })
  assert.equal(other.body.code, 'idempotency_key_reused')
  client.close()
  await crm.stop()
})

function course(mark: string): Write {
  return {
    kind: 'course',
    key: `key-${encodeURIComponent(mark)}`,
    mark,
    path: '/courses',
    body: { title: mark, price: 1 },
  }
}

/** The request arrives whole; the client is gone before it reads the answer. */
async function sendAndHangUp(url: string, cookie: string, { path, key, body }: Write, afterMs: number): Promise<void> {
  const { hostname, port, host } = new URL(url)
  const text = JSON.stringify(body)
  const head = [
    `POST ${path} HTTP/1.1`,
    `Host: ${host}`,
    `Cookie: ${cookie}`,
    `Idempotency-Key: ${key}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(text)}`,
  ]
  const socket = connect(Number(port), hostname)
  socket.on('error', () => {})
  socket.write(`${head.join('\r\n')}\r\n\r\n${text}`)
  await pause(afterMs)
  socket.destroy()
}
