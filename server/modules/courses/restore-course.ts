import type { Actor } from '#platform/actor.ts'
import type { Tx } from '#platform/db/database.ts'
import { changeCourse } from './change-course.ts'
import { requireOn } from './course-rights.ts'
import { type Course, restore } from './course-rules.ts'

/** Puts an archived course back into the catalogue. Throws course_transition. */
export function restoreCourse(
  tx: Tx,
  actor: Actor,
  id: number,
  expected: readonly string[] | null,
  now: Date,
): Promise<Course> {
  return changeCourse(tx, actor, id, expected, (course) => {
    requireOn(actor, 'courses.publish', course)
    return restore(course, actor.userId, now)
  })
}
