import assert from 'node:assert/strict'
import fc from 'fast-check'
import { type Role, reachOf, roles } from '#contract/rights.ts'
import { fold, foldKey } from '#platform/db/folding.ts'
import type { Answer } from '../caller.ts'
import { command, nth, who } from './command.ts'
import { actorOf, ask, assertRefused, guard, iso, mayOnPerson, nthOf, type Person, type Run } from './crm-model.ts'
import { byCodePoint, sorted, walkPages } from './lists.ts'

const sort = fc.constantFrom('id', '-id', 'name', '-name', 'email', '-email', 'created_at', '-created_at')
const question = fc.constantFrom('', 'елк', 'ZOE', 'бор', 'anna', 'strasse', '李', 'нет такого')
const role = fc.constantFrom(...roles)

export const peopleReads = [
  fc.tuple(who, nth).map((given) => command('read person', given, read(...given))),
  fc
    .tuple(who, sort, question, fc.option(role), fc.option(fc.constantFrom('active', 'disabled')), fc.nat({ max: 4 }))
    .map((given) => command('list people', given, list(...given))),
]

function read(by: number, which: number): Run {
  return async (model, real) => {
    const actor = actorOf(model, real, by)
    const person = nthOf(model.people, which) as Person
    const answer = await ask(real, actor, { method: 'GET', path: `/users/${person.id}` })
    const shut = guard(actor, 'users.read')
    if (shut) assertRefused(answer, shut)
    else if (!mayOnPerson(actor, 'users.read', person)) assertRefused(answer, 'user_not_found')
    else assertIs(answer, person)
  }
}

function list(
  by: number,
  order: string,
  question: string,
  role: Role | null,
  status: string | null,
  limit: number,
): Run {
  return async (model, real) => {
    const actor = actorOf(model, real, by)
    const q = `${question} ${real.run}`
    const filter = { q, sort: order, limit: String(limit + 1), ...(role && { role }), ...(status && { status }) }
    const shut = guard(actor, 'users.list')
    if (shut) return assertRefused(await ask(real, actor, { method: 'GET', path: `/users?sort=${order}` }), shut)
    const isShown = (person: Person) =>
      (reachOf(actor.party, 'users.list') === 'all' || person.role === 'student') &&
      (role === null || person.role === role) &&
      (status === null || person.status === status) &&
      isFoundBy(person, q)
    const expected = sorted(model.people.filter(isShown), order, {
      name: byCodePoint((person) => foldKey(person.name)),
      email: byCodePoint((person) => person.email.toLowerCase()),
    })
    assert.deepEqual(await walkPages(real, actor, `/users?${new URLSearchParams(filter)}`), expected.map(told))
  }
}

function isFoundBy({ name, email }: Person, q: string): boolean {
  const there = fold(`${name} ${email}`)
  return fold(q).every((word) => there.some((other) => other.startsWith(word)))
}

export function assertIs({ status, body, text }: Answer, person: Person): void {
  assert.ok(status < 300, text)
  const { can: _, ...shown } = body
  assert.deepEqual(shown, told(person))
}

export function told({ id, email, name, age, role, status, createdAt, updatedAt, version }: Person) {
  const isAdmin = role === 'admin' || role === 'owner'
  const times = { created_at: iso(createdAt), updated_at: iso(updatedAt) }
  return { id, email, name, age, is_admin: isAdmin, role, status, locale: 'ru', ...times, version }
}
