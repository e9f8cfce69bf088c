import { appendEvents } from '#events/index.ts'
import type { Actor } from '#platform/actor.ts'
import type { Tx } from '#platform/db/database.ts'
import { checkVersion } from '#platform/http/etag.ts'
import { requireOn } from './course-rights.ts'
import type { Course, Decision } from './course-rules.ts'
import { lockCourse, saveCourse } from './courses-store.ts'

/** What is common to every change of a course: lock, check that it may be seen and the version, decide, save, tell. */
export async function changeCourse(
  tx: Tx,
  actor: Actor,
  id: number,
  expected: readonly string[] | null,
  decide: (course: Course) => Decision | Promise<Decision>,
): Promise<Course> {
  const before = await lockCourse(tx, id)
  requireOn(actor, 'courses.read', before)
  checkVersion(expected, before.version)
  const { course, happened } = await decide(before)
  if (happened.length === 0) return before
  await saveCourse(tx, course)
  await appendEvents(tx, actor, happened)
  return course
}
