import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { Answer } from '../caller.ts'
import { days, hours, minutes } from '../frozen-clock.ts'
import { goodPassword } from '../make.ts'
import { command, nth, who } from './command.ts'
import {
  type Actor,
  actorOf,
  ask,
  assertRefused,
  guard,
  isLive,
  iso,
  type Model,
  nthOf,
  type Person,
  type Real,
  type Run,
  tell,
} from './crm-model.ts'
import { told } from './people-reads.ts'

export const sessionCommands = [
  fc.tuple(nth, fc.boolean()).map((given) => command('sign in', given, signIn(...given))),
  fc.tuple(nth, fc.integer({ min: 1, max: 6 })).map((given) => command('guess', given, guess(...given))),
  who.map((by) => command('sign out', [by], signOut(by))),
  who.map((by) => command('end my others', [by], endOthers(by))),
  fc.tuple(who, nth).map((given) => command('end one of mine', given, endOne(...given))),
  fc
    .constantFrom(hours(1), hours(24), hours(24) + 1, days(7) - 1, days(7))
    .map((ms) => command('time', [ms], pass(ms))),
]

/** Letter case is no difference between addresses. */
function signIn(which: number, isLoud: boolean): Run {
  return async (model, real) => {
    const person = nthOf(model.people, which) as Person
    await signInAs(model, real, person, isLoud)
  }
}

export async function signInAs(model: Model, real: Real, person: Person, isLoud = false): Promise<Actor | null> {
  const email = isLoud ? person.email.toUpperCase() : person.email
  const answer = await login(real, email, goodPassword)
  if (refuses(model, email, answer, person.status === 'active')) return null
  assert.deepEqual({ ...answer.body.user, can: 0 }, { ...told(person), can: 0 })
  model.tries.delete(email.toLowerCase())
  const caller = real.crm.anonymous.withCookie(answer)
  const session = { userId: person.id, since: model.now, ended: false, caller }
  model.sessions.push(session)
  tell(model, 'user.logged_in', { user_id: person.id, email: person.email })
  return { party: person.role, person, session, caller }
}

/** Wrong passwords for an account, or for a name that nobody has. */
function guess(which: number, times: number): Run {
  return async (model, real) => {
    const email = which % 4 === 0 ? `nobody.${real.run}@example.com` : (nthOf(model.people, which) as Person).email
    for (let n = 0; n < times; n++) refuses(model, email, await login(real, email, 'wrong-password-1'), false)
  }
}

function login(real: Real, email: string, password: string): Promise<Answer> {
  return ask(real, { caller: real.crm.anonymous }, { method: 'POST', path: '/login', body: { email, password } })
}

const delays = [1, 2, 4, 8, 15].map(minutes)

/** Five failures for a name, twenty from an address, then a delay; whether the answer was a refusal, as it must be. */
function refuses(model: Model, email: string, answer: Answer, isRight: boolean): boolean {
  const name = email.toLowerCase()
  const before = model.tries.get(name) ?? { count: 0, last: 0, until: 0 }
  if (before.until > model.now || model.wrong >= 20) {
    assertRefused(answer, 'too_many_requests')
    return true
  }
  if (isRight) {
    assert.equal(answer.status, 200, answer.text)
    return false
  }
  assertRefused(answer, 'wrong_credentials')
  const isRemembered = model.now - Math.max(before.last, before.until) < minutes(15)
  const count = isRemembered ? before.count + 1 : 1
  const delay = count < 5 ? 0 : (delays[Math.min(count - 5, delays.length - 1)] as number)
  model.tries.set(name, { count, last: model.now, until: model.now + delay })
  model.wrong++
  return true
}

function signOut(by: number): Run {
  return async (model, real) => {
    const { session, person, caller } = actorOf(model, real, by)
    const answer = await ask(real, { caller }, { method: 'POST', path: '/logout' })
    assert.equal(answer.status, 200, answer.text)
    if (!session || !person) return
    session.ended = true
    tell(model, 'user.logged_out', { user_id: person.id, sessions: 1 })
  }
}

function endOthers(by: number): Run {
  return async (model, real) => {
    const actor = actorOf(model, real, by)
    const answer = await ask(real, actor, { method: 'DELETE', path: '/sessions' })
    const shut = guard(actor, 'session.own')
    if (shut) return assertRefused(answer, shut)
    const mine = model.sessions.filter(({ userId, ended }) => userId === actor.person?.id && !ended)
    const others = mine.filter((session) => session !== actor.session)
    for (const session of others) session.ended = true
    assert.deepEqual(answer.body, { ended: others.length })
    if (others.length > 0) tell(model, 'user.logged_out', { user_id: actor.person?.id, sessions: others.length })
  }
}

/** Lists them first: the newest stands on top. */
function endOne(by: number, which: number): Run {
  return async (model, real) => {
    const actor = actorOf(model, real, by)
    const listed = await ask(real, actor, { method: 'GET', path: '/sessions' })
    const shut = guard(actor, 'session.own')
    if (shut) return assertRefused(listed, shut)
    const mine = model.sessions.filter((one) => one.userId === actor.person?.id && isLive(model, one)).reverse()
    assert.deepEqual(
      listed.body.map(({ id: _, address: __, agent: ___, last_seen_at: ____, ...shown }: any) => shown),
      mine.map((one) => ({
        current: one === actor.session,
        created_at: iso(one.since),
        expires_at: iso(one.since + days(7)),
      })),
    )
    const at = which % mine.length
    const answer = await ask(real, actor, { method: 'DELETE', path: `/sessions/${listed.body[at].id}` })
    assert.deepEqual(answer.body, { ended: 1 })
    ;(mine[at] as { ended: boolean }).ended = true
    tell(model, 'user.logged_out', { user_id: actor.person?.id, sessions: 1 })
    const again = await ask(real, { caller: real.crm.anonymous }, { method: 'GET', path: '/me' })
    assertRefused(again, 'authentication_required')
  }
}

export function pass(milliseconds: number): Run {
  return async (model, { crm }) => {
    crm.clock.forward(milliseconds)
    model.now += milliseconds
    model.wrong = 0
  }
}
