import type { Right, Role } from '#contract/rights.ts'
import { archiveCourse, listCourseVersions, lockCourse, publishCourse, restoreCourse } from '#modules/courses/index.ts'
import { endSessions } from '#modules/sessions/index.ts'
import { disableUser, enableUser, giveRole, listUserVersions, lockUser } from '#modules/users/index.ts'
import type { Actor } from '#platform/actor.ts'
import type { Reader, Tx } from '#platform/db/database.ts'
import type { Entity } from './bulk-store.ts'

type Expected = readonly string[] | null
type Wish = { readonly id: number; readonly role: Role | null; readonly expected: Expected }
type Kind = {
  readonly right: Right
  /** What takes it back; none: it is for good. */
  readonly inverse?: string
  run(tx: Tx, actor: Actor, wish: Wish, now: Date): Promise<{ version: number }>
}

/** What can be done with many rows at once: the same use cases as with one. */
const users: Readonly<Record<string, Kind>> = {
  disable: {
    right: 'users.disable',
    inverse: 'enable',
    run: (tx, actor, { id, expected }, now) =>
      disableUser(tx, actor, id, expected, now, (within, userId, at) => endSessions(within, userId, at)),
  },
  enable: {
    right: 'users.disable',
    inverse: 'disable',
    run: (tx, actor, { id, expected }, now) => enableUser(tx, actor, id, expected, now),
  },
  change_role: {
    right: 'users.change_role',
    inverse: 'change_role',
    run: (tx, actor, { id, role, expected }, now) => giveRole(tx, actor, id, role ?? 'student', expected, now),
  },
}

const courses: Readonly<Record<string, Kind>> = {
  publish: {
    right: 'courses.publish',
    run: (tx, actor, { id, expected }, now) => publishCourse(tx, actor, id, expected, now),
  },
  archive: {
    right: 'courses.publish',
    inverse: 'restore',
    run: (tx, actor, { id, expected }, now) => archiveCourse(tx, actor, id, expected, now),
  },
  restore: {
    right: 'courses.publish',
    inverse: 'archive',
    run: (tx, actor, { id, expected }, now) => restoreCourse(tx, actor, id, expected, now),
  },
}

const kinds = { user: users, course: courses } as const satisfies Record<Entity, Readonly<Record<string, Kind>>>

export function kindOf(entity: Entity, change: string): Kind {
  const kind = kinds[entity][change]
  if (!kind) throw new Error(`there is no bulk change ${entity}/${change}`)
  return kind
}

type Before = { readonly version: number; readonly role?: Role }

/** The row as it stands, locked; throws user_not_found, course_not_found. */
export function lockRow(tx: Tx, entity: Entity, id: number): Promise<Before> {
  return entity === 'user' ? lockUser(tx, id) : lockCourse(tx, id)
}

export function versionsOf(reader: Reader, entity: Entity, ids: readonly number[]): Promise<Map<number, number>> {
  return entity === 'user' ? listUserVersions(reader, ids) : listCourseVersions(reader, ids)
}
