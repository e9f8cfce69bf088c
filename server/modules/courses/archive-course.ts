import type { Actor } from '#platform/actor.ts'
import type { Tx } from '#platform/db/database.ts'
import { changeCourse } from './change-course.ts'
import { requireOn } from './course-rights.ts'
import { archive, type Course } from './course-rules.ts'

/** Takes a published course out of the catalogue; nothing is deleted. Throws course_transition. */
export function archiveCourse(
  tx: Tx,
  actor: Actor,
  id: number,
  expected: readonly string[] | null,
  now: Date,
): Promise<Course> {
  return changeCourse(tx, actor, id, expected, (course) => {
    requireOn(actor, 'courses.publish', course)
    return archive(course, actor.userId, now)
  })
}
