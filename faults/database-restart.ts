import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { OwnServer } from '../tools/database-servers/server-process.ts'
import { checkSettledServer, settledOn } from './kit/check-server.ts'
import { type FourProcesses, startFourProcesses, stopMembers } from './kit/four-processes.ts'
import { Client } from './kit/http-calls.ts'
import { Journal } from './kit/journal.ts'
import { settleUnknown, startLoad } from './kit/keyed-writers.ts'
import { FaultRun } from './kit/lane.ts'
import { type ServerKind, startOwnServer } from './kit/own-servers.ts'
import { claimOwner } from './kit/owner.ts'

/** Promised: a database that is back is served again so soon, in milliseconds. */
const healthyMs = 5_000

/**
 * R12: the database ends at once at a random moment under load and starts again, so often; then it freezes for
 * `freezeMs`. Four processes find back by themselves, nothing acknowledged is lost and nothing happens twice; at last
 * they are stopped without it.
 */
export async function restartDatabase(
  t: TestContext,
  kind: ServerKind,
  { stops, freezeMs }: { stops: number; freezeMs: number },
): Promise<{ acknowledged: number; retried: number; slowestMs: number; slowest: string }> {
  const run = new FaultRun(t, 'database-restart')
  const server = await startOwnServer(t, kind)
  const members = await startFourProcesses(t, run.folder, server.url)
  const cookie = await claimOwner(urls(members)[0] as string)
  const journal = new Journal(run.journalFile)
  const sum = { acknowledged: 0, retried: 0, slowestMs: 0, slowest: '' }
  const disturb = async (what: string, fault: () => Promise<void>) => {
    const loads = urls(members).map((url) =>
      startLoad({ url, cookie, journal, chance: run.chance, writers: 8, users: 0.01 }),
    )
    await pause(run.chance.between(100, 700))
    await fault()
    const back = performance.now()
    await Promise.all(urls(members).map((url) => healthy(url, cookie)))
    const ms = performance.now() - back
    if (ms > sum.slowestMs) Object.assign(sum, { slowestMs: ms, slowest: what })
    await Promise.all(loads.map((load) => load.stop()))
    sum.retried += await settleUnknown(urls(members)[0] as string, cookie, journal)
  }
  for (let stop = 1; stop <= stops; stop++) await run.cycle(() => disturb(`stop ${stop}`, () => crashAndStart(server)))
  await run.cycle(() => disturb('the freeze', () => server.pause(freezeMs)))
  await run.cycle(async () => {
    await settledOn(server.url)
    await checkSettledServer(server.url, journal)
    assert.ok(sum.slowestMs < healthyMs, `healthy only ${sum.slowestMs} ms after ${sum.slowest}`)
    await stopWithout(server, members)
  })
  return { ...sum, acknowledged: journal.acknowledged.length }
}

/** A stop is a clean one too when the database stands still for longer than a stop may take, or is away. */
async function stopWithout(server: OwnServer, { api, consumers }: FourProcesses): Promise<void> {
  const frozen = server.pause(11_000)
  assert.deepEqual(await stopMembers([api[0], consumers[0]]), [0, 0], 'while the database stood still')
  await frozen
  await server.crash()
  assert.deepEqual(await stopMembers([api[1], consumers[1]]), [0, 0], 'while the database was away')
}

function urls({ api }: FourProcesses): string[] {
  return api.map(({ url }) => url)
}

async function crashAndStart(server: OwnServer): Promise<void> {
  await server.crash()
  await server.start()
}

/** Ready, and a keyed write goes through. Never gives up before a minute, so that a failure says how long it took. */
async function healthy(url: string, cookie: string): Promise<void> {
  const client = new Client(url, { cookie })
  const body = { title: 'Курс после сбоя', price: 1 }
  for (const giveUpAt = performance.now() + 60_000; ; await pause(20)) {
    const ready = await client.send({ method: 'GET', path: '/health/ready' })
    const written = await client.send({ method: 'POST', path: '/courses', body })
    if ([ready, written].every((fate) => fate.kind === 'answered' && fate.reply.status < 300)) break
    if (performance.now() > giveUpAt)
      throw new Error(`not healthy again: ${JSON.stringify([ready, written]).slice(0, 600)}`)
  }
  client.close()
}
