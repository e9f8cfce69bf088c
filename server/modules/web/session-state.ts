import type { FastifyRequest } from 'fastify'
import type { SessionState } from '#contract/http/setup.ts'
import { getIdentity } from '#events/index.ts'
import { getSchool } from '#modules/school/index.ts'
import { findUser, ownerExists, presentUserTo } from '#modules/users/index.ts'
import type { House } from '#platform/http/house.ts'
import { isFromLoopback } from '#platform/http/relaxations.ts'
import { mayGrowDemo } from './grow-demo.ts'

/** What the first page needs to know, in one answer that is no refusal. */
export async function sessionState(house: House, request: FastifyRequest): Promise<SessionState> {
  const { actor } = request
  // before anything else is read: what happens meanwhile is told from here on
  const { lastSeq } = await getIdentity(house.db.reader)
  const user = actor.userId === null ? undefined : await findUser(house.db.reader, actor.userId)
  const school = await getSchool(house.db.reader)
  return {
    user: user ? presentUserTo(actor, user) : null,
    mode: house.config.mode,
    setup: user || (await ownerExists(house.db.reader)) ? 'done' : wayToSetUp(house, request),
    registration: house.relaxations.active || house.config.registration === 'open',
    school: { name: school.name, locale: school.locale },
    position: user ? lastSeq : null,
    mail: house.config.mail !== null,
    demo: await mayGrowDemo(house, actor),
  }
}

function wayToSetUp({ config, relaxations }: House, { raw }: FastifyRequest): 'open' | 'token' | 'closed' {
  if (config.mode === 'public') return 'token'
  return relaxations.claimable && isFromLoopback(raw) ? 'open' : 'closed'
}
