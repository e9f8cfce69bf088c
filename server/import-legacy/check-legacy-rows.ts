import { Type } from 'typebox'
import { fill } from '#contract/error-texts.ts'
import { fieldTexts } from '#contract/field-texts.ts'
import { Description, Price, Title } from '#contract/http/courses.ts'
import { Age, Email, Name } from '#contract/http/users.ts'
import { Invalid } from '#platform/failure.ts'
import { validatorOf } from '#platform/http/validation.ts'
import type { LegacyCourse, LegacyUser } from './legacy-source.ts'

/** Why a row cannot come over, for people; holds no value of the row. */
export type Refused = { readonly reason: string }

export type ReadyUser = {
  id: number
  email: string
  name: string
  age: number | null
  ageLeftOut: boolean
  password: string
  admin: boolean
}
export type ReadyCourse = { id: number; title: string; description: string | null; price: number | string }

const checkPerson = validatorOf(Type.Object({ email: Email, name: Name }), 'body')
const checkAge = validatorOf(Type.Object({ age: Age }), 'body')
const checkedCourse = validatorOf(
  Type.Object({ title: Title, description: Type.Union([Description, Type.Null()]), price: Price }),
  'body',
)

/** What the API would take. An age that it would not take is left out: nobody stays behind for it. */
export function readyUser(row: LegacyUser): ReadyUser | Refused {
  const person = { email: String(row.email).trim(), name: String(row.name).trim() }
  const refused = refusalOf(() => checkPerson(person))
  if (refused) return refused
  if (typeof row.password !== 'string' || row.password === '') return { reason: 'пустой пароль' }
  const ageLeftOut = refusalOf(() => checkAge({ age: row.age })) !== undefined
  const age = ageLeftOut ? null : row.age
  return { id: row.id, ...person, age, ageLeftOut, password: row.password, admin: Boolean(row.is_admin) }
}

export function readyCourse(row: LegacyCourse): ReadyCourse | Refused {
  const course = { title: String(row.title).trim(), description: row.description, price: row.price }
  return refusalOf(() => checkedCourse(course)) ?? { id: row.id, ...course }
}

export function isRefused(row: object): row is Refused {
  return 'reason' in row
}

function refusalOf(check: () => unknown): Refused | undefined {
  try {
    check()
    return undefined
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
    const reasons = error.fields.map(
      ({ loc, problem, facts }) => `${loc.at(-1)}: ${fill(fieldTexts[problem].ru, facts ?? {})}`,
    )
    return { reason: reasons.join('; ') }
  }
}
