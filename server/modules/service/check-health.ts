import { setTimeout as pause } from 'node:timers/promises'
import type { Static } from 'typebox'
import type { HealthAnswer } from '#contract/http/service.ts'
import { countOpenFailures } from '#events/index.ts'
import type { House } from '#platform/http/house.ts'
import { proveWritable } from './prove-writable.ts'
import type { Signs } from './service-routes.ts'

type Health = Static<typeof HealthAnswer>

/** Milliseconds that a process which is alive waits for its database before it says so. */
const patienceMs = 1000

/** 200 as long as requests can be served: the broker and the consumers never turn it red. */
export async function checkHealth(house: House, signs: Signs): Promise<Health> {
  const checks = await checksOf(house, signs)
  return { status: signs.readiness.ready && checks.database === 'ok' ? 'ok' : 'unavailable', checks }
}

/** Always ok, since it answers: what is wrong elsewhere is told, but to restart this process would not help it. */
export async function checkLife(house: House, signs: Signs): Promise<Health> {
  const silent = { database: 'down', events: 'unknown', broker: signs.desk.state } as const
  const checks = checksOf(house, signs).catch(() => silent)
  return { status: 'ok', checks: await Promise.race([checks, pause(patienceMs, silent, { ref: false })]) }
}

export async function checksOf(house: House, { desk }: Signs): Promise<Health['checks']> {
  const database = await proveWritable(house.db)
  const events = database === 'ok' ? await eventsState(house) : 'unknown'
  return { database, events, broker: desk.state }
}

async function eventsState({ db }: House): Promise<Health['checks']['events']> {
  const { dead, parked } = await countOpenFailures(db.reader)
  if (dead > 0) return 'dead_letters'
  return parked > 0 ? 'retrying' : 'ok'
}
