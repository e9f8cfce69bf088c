import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { Database } from '#platform/db/database.ts'
import { openDatabase } from '#platform/db/open.ts'
import { topicsOfOneTest } from '../../server/test-kit/kafka-bench.ts'
import { kafkaEnv } from '../../server/test-kit/kafka-records.ts'
import type { TestKafka } from '../../server/test-kit/start-kafka.ts'
import { startPostgres } from '../../tools/database-servers/postgres.ts'
import type { DatabaseServer } from '../../tools/database-servers/server-process.ts'
import { checkKafka, untilAllIsDone } from '../kit/check-kafka.ts'
import { Journal } from '../kit/journal.ts'
import { settleUnknown, startLoad } from '../kit/keyed-writers.ts'
import { FaultRun } from '../kit/lane.ts'
import { type Member, startMember } from '../kit/member-process.ts'
import { claimOwner } from '../kit/owner.ts'

/** null, said loudly, where PostgreSQL is missing. It goes with the test. */
export async function postgresFor(t: TestContext): Promise<DatabaseServer | null> {
  try {
    const server = await startPostgres()
    t.after(() => server.stop())
    return server
  } catch (error) {
    console.error(`\n!!! NOT TESTED: several processes. ${error instanceof Error ? error.message : error}\n`)
    return null
  }
}

/** Longer than a lease lasts (6 s) and than the database leaves an idle transaction open (10 s). */
export const beyondTheLeaseMs = 15_000

/** How long everything stood still while the owner of some partitions was gone. */
export type Stall = { readonly fault: string; readonly ms: number }

/**
 * R4, R5, R16 on PostgreSQL: one process answers requests under load, three more publish and consume. One is added, one
 * is stopped, one killed, and one frozen for `frozenMs` and let go on.
 */
export async function shareTheWork(t: TestContext, kafka: TestKafka, server: DatabaseServer, frozenMs: number) {
  const run = new FaultRun(t, 'kafka-processes')
  const journal = new Journal(run.journalFile)
  const config = topicsOfOneTest(kafka.bootstrap)
  const env = { ...kafkaEnv(config), DB_URL: server.url }
  const stalls: Stall[] = []
  let database: Database | undefined
  try {
    return await run.cycle(async () => {
      const api = await startMember(t, run.folder, { ...env, ROLES: 'api' })
      const cookie = await claimOwner(api.url)
      database = await openDatabase(server.url)
      const join = () => startMember(t, run.folder, { ...env, ROLES: 'bridge,consumers' })
      const load = startLoad({ url: api.url, cookie, journal, chance: run.chance, writers: 4, breathMs: 25, users: 0 })
      const [first, second] = [await join(), await join()]
      const third = await join()
      await untilShared(database, 3)
      await stop(first)
      await untilShared(database, 2)
      stalls.push({ fault: 'SIGKILL', ms: await untilTakenOver(database, second, () => second.signal('SIGKILL')) })
      const fourth = await join()
      await untilShared(database, 2)
      stalls.push({ fault: 'SIGSTOP', ms: await untilTakenOver(database, third, () => third.signal('SIGSTOP')) })
      await pause(Math.max(0, frozenMs - (stalls.at(-1)?.ms ?? 0)))
      third.signal('SIGCONT')
      // it finds out that others have its partitions, and takes part again
      await untilShared(database, 2)
      await pause(2_000)
      await load.stop()
      await settleUnknown(api.url, cookie, journal)
      await untilAllIsDone(api.url, cookie)
      for (const member of [third, fourth, api]) await stop(member)
      return { events: await checkKafka({ kafka, config, database, journal }), stalls }
    })
  } finally {
    await database?.close()
  }
}

async function stop(member: Member): Promise<void> {
  const asked = performance.now()
  member.signal('SIGTERM')
  assert.deepEqual(await member.ended, { code: 0, signal: null })
  assert.ok(performance.now() - asked < 6_000, 'a stop took longer than 6 s')
}

/** Leases by the process that holds them; the names of owners hold the number of the process. */
async function leasesBy({ reader }: Database): Promise<Map<number, number>> {
  const rows = await reader.selectFrom('leases').select(['name', 'owner']).where('owner', 'is not', null).execute()
  const held = rows.filter(({ name }) => !name.startsWith('member '))
  return new Map(
    [...Map.groupBy(held, ({ owner }) => Number(owner?.split(':')[1]))].map(([pid, { length }]) => [pid, length]),
  )
}

/** Until so many processes hold leases, in fair shares. */
async function untilShared(database: Database, members: number): Promise<void> {
  const giveUpAt = performance.now() + 40_000
  for (;;) {
    const shares = [...(await leasesBy(database)).values()]
    if (shares.length === members && Math.max(...shares) - Math.min(...shares) <= members) return
    if (performance.now() > giveUpAt) throw new Error(`leases are held as ${shares.join(', ')}, not by ${members}`)
    await pause(100)
  }
}

/** Milliseconds from the fault until nothing belongs to that process any more. */
async function untilTakenOver(database: Database, { pid }: Member, fault: () => void): Promise<number> {
  const from = performance.now()
  fault()
  while ((await leasesBy(database)).has(pid)) {
    assert.ok(performance.now() - from < 30_000, 'nobody takes over')
    await pause(50)
  }
  return Math.round(performance.now() - from)
}
