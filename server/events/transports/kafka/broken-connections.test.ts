import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { type TestContext, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { Admin, Consumer, Producer } from '@platformatic/kafka'

// The documented trap was that an 'error' without a listener ends the process. The pinned client keeps errors of a
// connection to itself, whoever listens; ours listens all the same (`closing` in platformatic.ts). A red line here after
// an upgrade says that listening has become necessary everywhere.

/** A peer that answers the first bytes with these and then breaks the connection; its address as `host:port`. */
async function breakingPeer(t: TestContext, answer: Buffer): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => socket.write(answer, () => socket.resetAndDestroy()))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

const answers = { nothing: Buffer.alloc(0), 'what is no Kafka': Buffer.from('000000ff00000001ffffffff', 'hex') }

for (const [name, answer] of Object.entries(answers))
  test(`a peer that answers ${name} and breaks off rejects the call and throws nowhere else`, async (t) => {
    const options = { clientId: 'traps', bootstrapBrokers: [await breakingPeer(t, answer)], retries: 1, retryDelay: 50 }
    const limits = { connectTimeout: 500, requestTimeout: 1000 }
    const base = { ...options, ...limits }
    for (const client of [new Admin(base), new Producer(base), new Consumer({ ...base, groupId: 'traps' })]) {
      assert.equal(client.listenerCount('error'), 0)
      await assert.rejects(client.metadata({ topics: ['any'] }))
      // the runner fails a test during which an error reaches nobody
      await pause(100)
      await client.close()
    }
  })
