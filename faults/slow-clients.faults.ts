import { test } from 'node:test'
import { count } from './kit/lane.ts'
import { startSlowClients } from './slow-clients.ts'

const sockets = count({ short: 200, full: 1000 })

test(`R14: ${sockets} slow clients at the real limits are told 408 and starve nobody`, async (t) => {
  const { calls, p99, slowestMs } = await startSlowClients(t, sockets)
  t.diagnostic(`${calls} calls of others, p99 ${p99} ms; the last slow client was hung up on after ${slowestMs} ms`)
})
