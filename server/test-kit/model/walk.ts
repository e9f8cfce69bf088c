import assert from 'node:assert/strict'
import type { Role } from '#contract/rights.ts'
import { getIdentity } from '#events/identity.ts'
import type { Caller } from '../caller.ts'
import { days, hours } from '../frozen-clock.ts'
import { type MadeUser, make } from '../make.ts'
import { type Crm, numbered } from '../start-crm.ts'
import { toldOf } from './course-commands.ts'
import { type Actor, actorOf, ask, type Model, type Person, type Real } from './crm-model.ts'
import { walkPages } from './lists.ts'
import { isFoundBy, told } from './people-commands.ts'
import { pass, signInAs } from './session-commands.ts'

export type Walk = { readonly model: Model; readonly real: Real }
/** The one account and session that are there in every run; all others belong to one. */
export type Founder = { readonly user: MadeUser; readonly caller: Caller; readonly sessionId: number }

export async function appointFounder(crm: Crm): Promise<Founder> {
  const user = await make.owner(crm)
  const caller = await crm.as(user)
  const [session] = (await caller.get('/sessions')).body
  return { user, caller, sessionId: session.id }
}

/** New people whom nobody has signed in yet, and the founder; two days after the run before, which is forgotten then. */
export async function beginWalk(crm: Crm, founder: Founder, number: number, tally: Map<number, number>): Promise<Walk> {
  const run = `walk${String(number).padStart(8, '0')}`
  crm.clock.forward(days(2))
  const now = crm.clock.now().getTime()
  await bringBack(crm, founder, now)
  const fresh = { courses: [], kept: new Map(), tries: new Map(), wrong: 0, events: [], again: null }
  const session = { userId: founder.user.id, since: now, ended: false, caller: founder.caller }
  const model: Model = { now, people: [personOf(founder.user, now)], sessions: [session], ...fresh }
  for (const role of ['admin', 'manager', 'teacher', 'student'] as const)
    model.people.push(personOf(await makePerson(crm, role, run), now))
  return { model, real: { crm, run, tally } }
}

/** Past the product's door: the run before may have left the founder in any state, and others as owners. */
async function bringBack({ db }: Crm, { user, sessionId }: Founder, now: number): Promise<void> {
  const { id, name, age } = user
  const account = { name, age, role: 'owner', status: 'active', version: 1, updated_at: now } as const
  const session = { created_at: now, last_seen_at: now, expires_at: now + days(7), ended_at: null }
  await db.inTransaction(async (tx) => {
    await tx.updateTable('users').set({ role: 'student' }).where('role', '=', 'owner').execute()
    await tx.updateTable('users').set(account).where('id', '=', id).execute()
    await tx.updateTable('sessions').set({ ended_at: now }).where('user_id', '=', id).execute()
    await tx.updateTable('sessions').set(session).where('id', '=', sessionId).execute()
  })
}

function makePerson(crm: Crm, role: Role, run: string): Promise<MadeUser> {
  return make.user(crm, { role, email: `${role}.${run}@example.com`, name: `${role} ${run}` })
}

function personOf({ id, email, name, age, role, createdAt, version }: MadeUser, now: number): Person {
  return { id, email, name, age, role, status: 'active', createdAt: createdAt.getTime(), updatedAt: now, version }
}

/** What is there in the end, and that the log tells every change of the run once, in the order of the changes. */
export async function endWalk({ model, real }: Walk, since: number): Promise<void> {
  const actor = await anOwner(model, real)
  const people = model.people.filter((person) => isFoundBy(person, real.run))
  assert.deepEqual(await walkPages(real, actor, `/users?q=${real.run}&limit=100`), people.map(told))
  assert.deepEqual(await walkPages(real, actor, `/courses?q=${real.run}&limit=100`), model.courses.map(toldOf))
  await numbered(real.crm.db)
  const after = Buffer.from(`seq:${since}`).toString('base64url')
  const { body } = await ask(real, actor, { method: 'GET', path: `/events?limit=1000&after=${after}` })
  const listed = (body as { topic: string }[]).filter(({ topic }) => topic !== 'message-events')
  assert.deepEqual(listed.map(shown), model.events)
}

/** With a session that is left, else a new one, for which he may have to wait until nobody guesses any more. */
async function anOwner(model: Model, real: Real): Promise<Actor> {
  const live = model.sessions.map((_, nth) => actorOf(model, real, nth)).find(({ party }) => party === 'owner')
  if (live) return live
  await pass(hours(1))(model, real)
  const owner = model.people.find(({ role, status }) => role === 'owner' && status === 'active')
  assert.ok(owner, 'no owner is left')
  const signedIn = await signInAs(model, real, owner)
  assert.ok(signedIn, 'the owner cannot sign in')
  return signedIn
}

function shown({ topic, type, key, value }: any) {
  return { topic, type, key, value }
}

/** The number of the last event so far. */
export async function lastNumber(crm: Crm): Promise<number> {
  await numbered(crm.db)
  return (await getIdentity(crm.db.reader)).lastSeq
}
