import assert from 'node:assert/strict'
import { type ErrorCode, errors } from '#contract/errors.ts'
import { type Party, type Right, type Role, reachOf } from '#contract/rights.ts'
import type { Answer, Caller } from '../caller.ts'
import { days } from '../frozen-clock.ts'
import type { Crm } from '../start-crm.ts'

/** What the service must know, in the simplest form; ids are as told, times are epoch milliseconds. */
export type Model = {
  now: number
  readonly people: Person[]
  readonly courses: Course[]
  /** In the order in which they began. */
  readonly sessions: Session[]
  readonly kept: Map<string, Kept>
  readonly tries: Map<string, Tries>
  /** Wrong passwords since the clock last moved. */
  wrong: number
  readonly events: unknown[]
  /** The last request with an Idempotency-Key, to be sent once more. */
  again: Run | null
}
export type Person = {
  readonly id: number
  readonly email: string
  name: string
  age: number | null
  role: Role
  status: 'active' | 'disabled'
  readonly createdAt: number
  updatedAt: number
  version: number
}
export type Status = 'draft' | 'published' | 'archived'
export type Course = {
  readonly id: number
  title: string
  readonly description: string | null
  minor: number
  status: Status
  readonly authorId: number | null
  readonly createdAt: number
  updatedAt: number
  publishedAt: number | null
  version: number
}
export type Session = { readonly userId: number; readonly since: number; ended: boolean; readonly caller: Caller }
/** An answer under an Idempotency-Key. */
type Kept = { request: string; text: string; at: number }
type Tries = { count: number; last: number; until: number }

/** `run`: a word in every name and title of one run, by which they are found among those of other runs. */
export type Real = { readonly crm: Crm; readonly run: string; readonly tally: Map<number, number> }
export type Run = (model: Model, real: Real) => Promise<void>

/** Who asks, as the service must see it: a session that is over is nobody's. */
export type Actor = { party: Party; person: Person | null; session: Session | null; caller: Caller }

export const nobody = 12
const anybody = 10

/** The nth live session; from `anybody` on one that may be over, and `nobody` never signed in. */
export function actorOf(model: Model, { crm }: Real, nth: number): Actor {
  const live = model.sessions.filter((one) => isLive(model, one))
  const session = nth === nobody ? undefined : nthOf(nth < anybody && live.length > 0 ? live : model.sessions, nth)
  const person = session && isLive(model, session) ? find(model, session.userId) : null
  const caller = session?.caller ?? crm.anonymous
  return { party: person?.role ?? 'anonymous', person, session: person && session ? session : null, caller }
}

export function isLive(model: Model, { userId, since, ended }: Session): boolean {
  return !ended && model.now < since + days(7) && find(model, userId).status === 'active'
}

export function find({ people }: Model, id: number): Person {
  return people.find((person) => person.id === id) as Person
}

export function nthOf<Item>(items: readonly Item[], nth: number): Item | undefined {
  return items[nth % Math.max(1, items.length)]
}

/** What the guard says before anything else; null: it lets pass. */
export function guard({ party }: Actor, right: Right, refusal: ErrorCode = 'forbidden'): ErrorCode | null {
  if (reachOf(party, right) !== 'no') return null
  return party === 'anonymous' ? 'authentication_required' : refusal
}

export function mayOnPerson({ party, person }: Actor, right: Right, target: Person): boolean {
  const isSelf = person?.id === target.id
  const reaches: Partial<Record<ReturnType<typeof reachOf>, boolean>> = {
    all: true,
    self: isSelf,
    students: target.role === 'student' || (isSelf && right !== 'users.disable'),
    notOwners: target.role !== 'owner' || isSelf,
  }
  return reaches[reachOf(party, right)] ?? false
}

export function mayOnCourse({ party, person }: Actor, right: Right, course: Course): boolean {
  const reaches: Partial<Record<ReturnType<typeof reachOf>, boolean>> = {
    all: true,
    own: person !== null && course.authorId === person.id,
    published: course.status === 'published',
  }
  return reaches[reachOf(party, right)] ?? false
}

type Question = { method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'; path: string; body?: object; headers?: object }

export async function ask({ tally }: Real, { caller }: Pick<Actor, 'caller'>, question: Question): Promise<Answer> {
  const { method, path, body, headers } = question
  const answer = await caller.send(method, path, body, { ...headers })
  tally.set(answer.status, (tally.get(answer.status) ?? 0) + 1)
  return answer
}

export function assertRefused({ status, body, text }: Answer, code: ErrorCode): void {
  assert.deepEqual([status, body.code], [errors[code], code], text)
}

/** The event that the change must write: with these fields, in this order. */
export function tell(model: Model, type: string, fields: Record<string, unknown>): void {
  const topic = type.startsWith('user.') ? 'user-events' : 'course-events'
  const key = String(Object.values(fields)[0])
  model.events.push({ topic, type, key, value: { event_type: type, ...fields, timestamp: iso(model.now) } })
}

export function iso(time: number): string {
  return new Date(time).toISOString().replace('Z', '+00:00')
}

/** An If-Match that is right, stale, or not sent. */
export type Tag = 'right' | 'stale' | 'none'
export function tagHeader(tag: Tag, version: number): object {
  return tag === 'none' ? {} : { 'if-match': `"${tag === 'right' ? version : version + 1}"` }
}
