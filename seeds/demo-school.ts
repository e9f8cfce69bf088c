import type { Locale } from '#contract/error-texts.ts'
import type { Role } from '#contract/rights.ts'
import {
  archiveCourse,
  type Course,
  createCourse,
  listCourseTitles,
  publishCourse,
  restoreCourse,
  updateCourse,
} from '#modules/courses/index.ts'
import { keepWelcome } from '#modules/messages/index.ts'
import { endSessions, signIn } from '#modules/sessions/index.ts'
import { createUser, findUserByEmail, ownerExists, type User } from '#modules/users/index.ts'
import type { Actor } from '#platform/actor.ts'
import { addressOf } from '#platform/config/address-of.ts'
import type { House } from '#platform/http/house.ts'
import type { DemoCourse, Turn } from './courses.ts'
import { type Cast, casts, type DemoPerson } from './people.ts'
import type { Step } from './plan-demo.ts'

export type Grown = { accounts: number; courses: number; signIns: number }

/** Lives the story through the same use cases as people do, each step at its own time. What is there already stays as it is. */
export class DemoSchool {
  readonly grown: Grown = { accounts: 0, courses: 0, signIns: 0 }
  readonly #house: House
  readonly #password: string
  readonly #passwordHash: string
  readonly #people = new Map<string, User>()
  readonly #newcomers = new Set<string>()
  readonly #courses = new Map<string, Course>()
  readonly #request: string
  readonly #language: Locale
  readonly #cast: Cast

  constructor(house: House, request: string, language: Locale, password: string, passwordHash: string) {
    this.#house = house
    this.#language = language
    this.#cast = casts[language]
    this.#request = request
    this.#password = password
    this.#passwordHash = passwordHash
  }

  async live(step: Step): Promise<void> {
    if (step.what === 'registration') await this.#register(step.person, step.at)
    else if (step.what === 'sign-in') await this.#signIn(step.person, step.at)
    else if (step.what === 'course') await this.#create(step.course, step.at)
    else await this.#turn(step.course, step.turn, step.at)
  }

  async #register(person: DemoPerson, at: Date): Promise<void> {
    const { db } = this.#house
    const known = await findUserByEmail(db.reader, person.email)
    if (known) this.#people.set(person.email, known)
    if (known || (person.role === 'owner' && (await ownerExists(db.reader)))) return
    const { email, name, age, role } = person
    const account = {
      ...{ email, name, age },
      locale: this.#language,
      passwordHash: this.#passwordHash,
      passwordIsWeak: false,
    } as const
    const admission = { role, claim: role === 'owner' }
    const url = addressOf(this.#house.config)
    const system = this.#actor(null, 'system')
    const user = await db.inTransaction(async (tx) => {
      const user = await createUser(tx, system, account, admission, at)
      await keepWelcome(tx, system, user, url, at)
      return user
    })
    this.#people.set(email, user)
    this.#newcomers.add(email)
    this.grown.accounts++
  }

  /** Only whose password is known here: that of accounts made in this run. The session ends at once, nobody holds its token. */
  async #signIn({ email }: DemoPerson, at: Date): Promise<void> {
    if (!this.#newcomers.has(email)) return
    const then = { ...this.#house, clock: { now: () => at } }
    const from = { actor: this.#actor(null, 'anonymous'), agent: null }
    const { user, sessionId } = await signIn(then, { email, password: this.#password }, from)
    await then.db.inTransaction((tx) => endSessions(tx, user.id, at, { only: sessionId }))
    this.grown.signIns++
  }

  async #create({ teacher, title, ...told }: DemoCourse, at: Date): Promise<void> {
    const { db } = this.#house
    if ((await listCourseTitles(db.reader)).includes(title)) return
    const teachers = this.#cast.staff.filter(({ role }) => role === 'teacher')
    const author = this.#people.get(teachers[teacher]?.email ?? '')
    const { description, price, currency } = told
    const wish = { title, description, price, currency, status: 'draft', author_id: author?.id ?? null } as const
    this.#courses.set(title, await db.inTransaction((tx) => createCourse(tx, this.#manager(), wish, at)))
    this.grown.courses++
  }

  async #turn({ title }: DemoCourse, turn: Turn, at: Date): Promise<void> {
    const course = this.#courses.get(title)
    if (!course) return
    const manager = this.#manager()
    await this.#house.db.inTransaction((tx) => {
      if (turn.does === 'change price') return updateCourse(tx, manager, course.id, { price: turn.price }, null, at)
      const move = { publish: publishCourse, archive: archiveCourse, restore: restoreCourse }[turn.does]
      return move(tx, manager, course.id, null, at)
    })
  }

  #manager(): Actor {
    const manager = this.#cast.staff.find(({ role }) => role === 'manager')
    return this.#actor(this.#people.get(manager?.email ?? '')?.id ?? null, 'manager')
  }

  #actor(userId: number | null, role: Role | 'anonymous' | 'system'): Actor {
    return { userId, role, requestId: this.#request, address: null }
  }
}

/** What of the story is missing here: nothing of it is told twice. */
export async function missingParts({ db: { reader } }: House, story: readonly Step[]): Promise<number> {
  const titles = new Set(await listCourseTitles(reader))
  const owned = await ownerExists(reader)
  let missing = 0
  for (const step of story) {
    if (step.what === 'course' && !titles.has(step.course.title)) missing++
    if (step.what !== 'registration' || (step.person.role === 'owner' && owned)) continue
    if (!(await findUserByEmail(reader, step.person.email))) missing++
  }
  return missing
}
