import { randomBytes } from 'node:crypto'
import type { Locale } from '#contract/error-texts.ts'
import type { DemoSchoolAnswer } from '#contract/http/setup.ts'
import { listCourseTitles } from '#modules/courses/index.ts'
import { isOnlyAccount } from '#modules/users/index.ts'
import type { Actor } from '#platform/actor.ts'
import { Failure } from '#platform/failure.ts'
import type { House } from '#platform/http/house.ts'
import { reach } from '#platform/http/session-guard.ts'
import { DemoSchool } from '../../../seeds/demo-school.ts'
import { casts } from '../../../seeds/people.ts'
import { planDemo } from '../../../seeds/plan-demo.ts'

/** Houses whose demo school is being made: a second click must not make a second one. */
const growing = new WeakSet<House['db']>()

/** Only the owner, only on one's own machine, only while there is nobody else, and never where letters would be sent. */
export async function mayGrowDemo(house: House, actor: Actor): Promise<boolean> {
  return reach(actor, 'demo.create') === 'all' && isPrivate(house) && (await isEmpty(house))
}

function isPrivate({ relaxations, config }: House): boolean {
  return relaxations.active && config.mail === null
}

async function isEmpty({ db: { reader } }: House): Promise<boolean> {
  return (await isOnlyAccount(reader)) && (await listCourseTitles(reader)).length === 0
}

/** Lives 60 days of the demo school in this language. Throws forbidden, or school_not_empty when somebody or something is there. */
export async function growDemo(house: House, actor: Actor, language: Locale): Promise<DemoSchoolAnswer> {
  if (!isPrivate(house)) throw new Failure('forbidden')
  if (growing.has(house.db)) throw new Failure('school_not_empty')
  growing.add(house.db)
  try {
    if (!(await isEmpty(house))) throw new Failure('school_not_empty')
    return await grow(house, actor, language)
  } finally {
    growing.delete(house.db)
  }
}

async function grow(house: House, { requestId }: Actor, language: Locale): Promise<DemoSchoolAnswer> {
  const password = randomBytes(12).toString('base64url')
  const school = new DemoSchool(house, requestId, language, password, await house.passwords.hash(password))
  for (const step of planDemo(house.clock.now(), language)) await school.live(step)
  const { accounts, courses, signIns } = school.grown
  const { staff, students } = casts[language]
  const people = [...staff, ...students.slice(0, 1)].map(({ email, role }) => ({ email, role }))
  return { accounts, courses, sign_ins: signIns, password, people }
}
