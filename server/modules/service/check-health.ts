import type { Static } from 'typebox'
import type { HealthAnswer } from '#contract/http/service.ts'
import { listGroups } from '#events/index.ts'
import type { House } from '#platform/http/house.ts'
import { proveWritable } from './prove-writable.ts'
import type { Signs } from './service-routes.ts'

type Health = Static<typeof HealthAnswer>

/** 200 as long as requests can be served: the broker and the consumers never turn it red. */
export async function checkHealth(house: House, { readiness, desk }: Signs): Promise<Health> {
  const database = await proveWritable(house.db)
  const events = database === 'ok' ? await eventsState(house) : 'unknown'
  return {
    status: readiness.ready && database === 'ok' ? 'ok' : 'unavailable',
    checks: { database, events, broker: desk.state },
  }
}

async function eventsState({ db }: House): Promise<Health['checks']['events']> {
  const groups = await listGroups(db.reader)
  if (groups.some((group) => group.dead > 0)) return 'dead_letters'
  return groups.some((group) => group.parked > 0) ? 'retrying' : 'ok'
}
