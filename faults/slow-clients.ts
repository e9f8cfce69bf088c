import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { dripUntilHungUp, percentile, waitsUntil } from '../server/test-kit/slow-clients.ts'
import { startCrmProcess } from './kit/crm-process.ts'
import { Client } from './kit/http-calls.ts'
import { FaultRun } from './kit/lane.ts'
import { claimOwner } from './kit/owner.ts'

/** What a request may take to arrive, and what the server may take to notice, in milliseconds. */
const requestMs = 30_000
const noticeMs = 5_000

/**
 * R14: clients that send nothing, or their headers or body byte by byte, all at once, while somebody reads and writes.
 * Each is told 408 and hung up on; 99 of 100 calls of the others take less than half a second.
 */
export async function startSlowClients(
  t: TestContext,
  sockets: number,
): Promise<{ calls: number; p99: number; slowestMs: number }> {
  const run = new FaultRun(t, 'slow-clients')
  return run.cycle(async () => {
    const crm = await startCrmProcess(t, run)
    const cookie = await claimOwner(crm.url)
    const client = new Client(crm.url, { cookie })
    let calls = 0
    const slow = dripUntilHungUp(crm.url, { sockets, everyMs: 200, patienceMs: requestMs + 2 * noticeMs })
    const waits = await waitsUntil(slow, async () => {
      const body = { title: `Курс ${++calls}`, price: 1 }
      if (calls % 2) await client.expect(200, { method: 'GET', path: '/courses?limit=20' })
      else await client.expect(201, { method: 'POST', path: '/courses', body })
    })
    const told = await slow
    assert.deepEqual(new Set(told.map(({ status }) => status)), new Set([408]))
    const slowestMs = Math.round(Math.max(...told.map(({ ms }) => ms)))
    assert.ok(slowestMs < requestMs + noticeMs, `${slowestMs} ms`)
    const p99 = Math.round(percentile(waits, 0.99))
    assert.ok(p99 < 500, `p99 of the others: ${p99} ms`)
    client.close()
    assert.equal((await crm.stop()).code, 0)
    return { calls, p99, slowestMs }
  })
}
