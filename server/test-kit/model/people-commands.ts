import fc from 'fast-check'
import type { ErrorCode } from '#contract/errors.ts'
import { type Role, roles } from '#contract/rights.ts'
import { goodPassword } from '../make.ts'
import { command, nth, repeatable, tag, who } from './command.ts'
import {
  type Actor,
  actorOf,
  ask,
  assertRefused,
  guard,
  type Model,
  mayOnPerson,
  nthOf,
  type Person,
  type Run,
  type Tag,
  tagHeader,
  tell,
} from './crm-model.ts'
import { createOnce, type Key, keys } from './keyed.ts'
import { assertIs, peopleReads } from './people-reads.ts'

const names = ['Анна Ёлкина', 'анна елкина', 'İlhan Çelik', 'Zoë', 'ZOE', '李 小龍', '😀 Смайл', "O'Brien", 'Straße']
const name = fc.constantFrom(...names)
const age = fc.constantFrom(null, 10, 30, 120)
const local = fc.constantFrom('anna', 'Anna', 'ANNA', 'boris+news', 'o.brien')
const role = fc.constantFrom(...roles)

export const peopleCommands = [
  fc.tuple(who, local, name, age, fc.boolean(), keys).map((given) => repeatable('register', given, register(...given))),
  fc.tuple(who, nth, name, age, tag).map((given) => command('change person', given, change(...given))),
  fc.tuple(who, nth, role, tag).map((given) => command('role', given, changeRole(...given))),
  fc.tuple(who, nth, tag).map((given) => command('disable', given, disable(...given))),
  fc.tuple(who, nth, tag).map((given) => command('enable', given, enable(...given))),
  ...peopleReads,
]

function register(by: number, start: string, name: string, age: number | null, isAdmin: boolean, key: Key): Run {
  return async (model, real) => {
    const actor = actorOf(model, real, by)
    const email = `${start}.${real.run}@example.com`
    const body = { email, name: `${name} ${real.run}`, age, password: goodPassword, is_admin: isAdmin }
    const refusal = (): ErrorCode | null => {
      if (model.people.some((person) => person.email.toLowerCase() === email.toLowerCase())) return 'email_taken'
      return isAdmin && actor.party !== 'owner' ? 'owner_required' : null
    }
    await createOnce(model, real, actor, { path: '/users', body, key, refusal }, (answer) => {
      const at = { createdAt: model.now, updatedAt: model.now, version: 1 }
      const role = isAdmin ? 'admin' : 'student'
      const born: Person = { id: answer.body.id, email, name: body.name, age, role, status: 'active', ...at }
      model.people.push(born)
      assertIs(answer, born)
      tell(model, 'user.created', { user_id: born.id, email, name: body.name, age, is_admin: isAdmin })
    })
  }
}

function change(by: number, which: number, name: string, age: number | null, tag: Tag): Run {
  return onPerson(by, which, 'users.update', tag, async (model, { run }, person) => {
    const next = { name: `${name} ${run}`, age }
    const changed = (['name', 'age'] as const).filter((field) => next[field] !== person[field])
    return {
      question: { method: 'PATCH', path: '', body: next },
      apply() {
        if (changed.length === 0) return
        renew(model, person, next)
        tell(model, 'user.updated', { user_id: person.id, ...next, locale: 'ru', changed })
      },
    }
  })
}

function changeRole(by: number, which: number, role: Role, tag: Tag): Run {
  return onPerson(by, which, 'users.change_role', tag, async (model, _, person) => ({
    question: { method: 'PUT', path: '/role', body: { role } },
    refusal: person.role !== role && isLastOwner(model, person) ? 'last_owner' : null,
    apply() {
      if (person.role === role) return
      const from = person.role
      renew(model, person, { role })
      tell(model, 'user.role_changed', { user_id: person.id, from, to: role })
    },
  }))
}

function disable(by: number, which: number, tag: Tag): Run {
  return onPerson(by, which, 'users.disable', tag, async (model, _, person) => ({
    question: { method: 'PUT', path: '/disablement' },
    refusal: isLastOwner(model, person) ? 'last_owner' : null,
    apply() {
      for (const session of model.sessions) if (session.userId === person.id) session.ended = true
      if (person.status === 'disabled') return
      renew(model, person, { status: 'disabled' })
      tell(model, 'user.disabled', { user_id: person.id })
    },
  }))
}

function enable(by: number, which: number, tag: Tag): Run {
  return onPerson(by, which, 'users.disable', tag, async (model, _, person) => ({
    question: { method: 'DELETE', path: '/disablement' },
    apply() {
      if (person.status === 'active') return
      renew(model, person, { status: 'active' })
      tell(model, 'user.enabled', { user_id: person.id })
    },
  }))
}

type Deed = {
  question: { method: 'PUT' | 'PATCH' | 'DELETE'; path: string; body?: object }
  /** What the state of the account forbids. */
  refusal?: ErrorCode | null
  apply(): void
}
type Right = 'users.update' | 'users.change_role' | 'users.disable'
type Plan = (model: Model, real: Parameters<Run>[1], person: Person) => Promise<Deed>

function onPerson(by: number, which: number, right: Right, tag: Tag, plan: Plan): Run {
  return async (model, real) => {
    const actor = actorOf(model, real, by)
    const person = nthOf(model.people, which) as Person
    const { question, refusal, apply } = await plan(model, real, person)
    const path = `/users/${person.id}${question.path}`
    const answer = await ask(real, actor, { ...question, path, headers: tagHeader(tag, person.version) })
    const refused = refusalOn(actor, right, person) ?? (tag === 'stale' ? 'version_conflict' : (refusal ?? null))
    if (refused) return assertRefused(answer, refused)
    apply()
    assertIs(answer, person)
  }
}

function refusalOn(actor: Actor, right: Right, person: Person): ErrorCode | null {
  const shut = guard(actor, right)
  if (shut || mayOnPerson(actor, right, person)) return shut
  return mayOnPerson(actor, 'users.read', person) ? 'forbidden' : 'user_not_found'
}

function isLastOwner({ people }: Model, person: Person): boolean {
  const owners = people.filter(({ role, status }) => role === 'owner' && status === 'active')
  return owners.length === 1 && owners[0] === person
}

function renew(model: Model, person: Person, next: Partial<Person>): void {
  Object.assign(person, next, { updatedAt: model.now, version: person.version + 1 })
}
