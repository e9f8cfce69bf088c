import assert from 'node:assert/strict'
import { getIdentity } from '#events/identity.ts'
import type { Caller } from '../caller.ts'
import { days, hours } from '../frozen-clock.ts'
import { type MadeUser, make } from '../make.ts'
import { type Crm, numbered } from '../start-crm.ts'
import { toldOf } from './course-reads.ts'
import { type Actor, actorOf, ask, type Model, type Person, type Real } from './crm-model.ts'
import { walkPages } from './lists.ts'
import { told } from './people-reads.ts'
import { pass, signInAs } from './session-commands.ts'

export type Walk = { readonly model: Model; readonly real: Real }

/** New people, of whom only the owner is signed in; two days after the run before, which is forgotten then. */
export async function beginWalk(crm: Crm, number: number, tally: Map<number, number>): Promise<Walk> {
  const run = `walk${String(number).padStart(8, '0')}`
  crm.clock.forward(days(2))
  const now = crm.clock.now().getTime()
  const people: Person[] = []
  for (const role of ['owner', 'admin', 'manager', 'teacher', 'student'] as const)
    people.push(personOf(await make.user(crm, { role, email: `${role}.${run}@example.com`, name: `${role} ${run}` })))
  const fresh = { courses: [], sessions: [], kept: new Map(), tries: new Map(), wrong: 0, events: [], again: null }
  const walk: Walk = { model: { now, people, ...fresh }, real: { crm, run, tally } }
  const { caller } = (await signInAs(walk.model, walk.real, people[0] as Person)) as Actor
  await dismissOwners(caller, people[0] as Person)
  walk.model.events.length = 0
  return walk
}

/** Those of the runs before, so that the last owner of this run is the last one there is. */
async function dismissOwners(caller: Caller, { id }: Person): Promise<void> {
  const owners = (await caller.get('/users?role=owner&limit=1000')).body as { id: number }[]
  for (const other of owners.filter((owner) => owner.id !== id))
    assert.equal((await caller.put(`/users/${other.id}/role`, { role: 'student' })).status, 200)
}

function personOf({ id, email, name, age, role, createdAt, updatedAt, version }: MadeUser): Person {
  const times = { createdAt: createdAt.getTime(), updatedAt: updatedAt.getTime() }
  return { id, email, name, age, role, status: 'active', ...times, version }
}

/** What is there in the end, and that the log tells every change of the run once, in the order of the changes. */
export async function endWalk({ model, real }: Walk, since: number): Promise<void> {
  const actor = await anOwner(model, real)
  assert.deepEqual(await walkPages(real, actor, `/users?q=${real.run}&limit=100`), model.people.map(told))
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
