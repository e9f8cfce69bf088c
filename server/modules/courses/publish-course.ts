import type { Actor } from '#platform/actor.ts'
import type { Tx } from '#platform/db/database.ts'
import { changeCourse } from './change-course.ts'
import { requireOn } from './course-rights.ts'
import { type Course, publish } from './course-rules.ts'

/** Opens a draft to everybody; publishing twice changes nothing. Throws course_transition. */
export function publishCourse(
  tx: Tx,
  actor: Actor,
  id: number,
  expected: readonly string[] | null,
  now: Date,
): Promise<Course> {
  return changeCourse(tx, actor, id, expected, (course) => {
    requireOn(actor, 'courses.publish', course)
    return publish(course, actor.userId, now)
  })
}
