import type { Role } from '#contract/rights.ts'
import { archiveCourse, type Course, createCourse } from '#modules/courses/index.ts'
import { createUser, type User } from '#modules/users/index.ts'
import { systemActor } from '#platform/actor.ts'
import { Passwords } from '#platform/passwords.ts'
import type { Crm } from './start-crm.ts'

/** Long enough for staff in public mode, so never marked as weak. */
export const goodPassword = 'orchard-velvet-lantern-42'
const hash = new Passwords().hash(goodPassword)
let made = 0

export type MadeUser = User & { password: string }
type UserWish = { role?: Role; email?: string; name?: string; age?: number | null }

async function user(crm: Crm, wish: UserWish = {}): Promise<MadeUser> {
  const { role = 'student', email = `person${++made}@example.com`, name = 'Мария Петрова', age = 30 } = wish
  const account = { email, name, age, locale: 'ru', passwordHash: await hash, passwordIsWeak: false } as const
  const created = await crm.db.inTransaction((tx) =>
    createUser(tx, systemActor('test'), account, { role, claim: false }, crm.clock.now()),
  )
  return { ...created, password: goodPassword }
}

type CourseWish = {
  title?: string
  description?: string | null
  price?: number | string
  status?: Course['status']
  author?: User
}

async function course(crm: Crm, wish: CourseWish = {}): Promise<Course> {
  const {
    title = 'Python для начинающих',
    description = 'Базовый курс',
    price = 5000,
    status = 'published',
    author,
  } = wish
  const actor = systemActor('test')
  const shown = status === 'draft' ? 'draft' : 'published'
  const body = { title, description, price, status: shown, author_id: author?.id ?? null } as const
  const created = await crm.db.inTransaction((tx) => createCourse(tx, actor, body, crm.clock.now()))
  if (status !== 'archived') return created
  return crm.db.inTransaction((tx) => archiveCourse(tx, actor, created.id, null, crm.clock.now()))
}

/** Makers of what a test needs beforehand, through the same use cases as the routes. */
export const make = {
  user,
  course,
  student: (crm: Crm, wish: UserWish = {}) => user(crm, { ...wish, role: 'student' }),
  teacher: (crm: Crm, wish: UserWish = {}) => user(crm, { ...wish, role: 'teacher' }),
  manager: (crm: Crm, wish: UserWish = {}) => user(crm, { ...wish, role: 'manager' }),
  admin: (crm: Crm, wish: UserWish = {}) => user(crm, { ...wish, role: 'admin' }),
  owner: (crm: Crm, wish: UserWish = {}) => user(crm, { ...wish, role: 'owner' }),
}
