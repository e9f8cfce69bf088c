import type { Right } from '#contract/rights.ts'
import type { Actor } from '#platform/actor.ts'
import { Failure } from '#platform/failure.ts'
import { reach } from '#platform/http/session-guard.ts'
import type { Course } from './course-rules.ts'

type Facts = Pick<Course, 'status' | 'authorId'>

/** Whether the actor may use the right on this very course. */
export function mayOn(actor: Actor, right: Right, course: Facts): boolean {
  switch (reach(actor, right)) {
    case 'all':
      return true
    case 'own':
      return actor.userId !== null && course.authorId === actor.userId
    case 'published':
      return course.status === 'published'
    default:
      return false
  }
}

/** Refuses: 404 for a course one may not know of, 403 for one that can be seen but not changed. */
export function requireOn(actor: Actor, right: Right, course: Facts): void {
  if (mayOn(actor, right, course)) return
  throw new Failure(mayOn(actor, 'courses.read', course) ? 'forbidden' : 'course_not_found')
}
