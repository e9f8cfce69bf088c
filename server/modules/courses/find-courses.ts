import type { Actor } from '#platform/actor.ts'
import type { Reader } from '#platform/db/database.ts'
import { byId, pagesOf } from '#platform/db/read-page.ts'
import { reach } from '#platform/http/session-guard.ts'
import type { Course } from './course-rules.ts'
import { courseColumns, courseOf, findCourse } from './courses-store.ts'

type Filter = { visible: Course['status'] | undefined }

function narrow(db: Reader, { visible }: Filter) {
  const rows = db.selectFrom('courses')
  return visible ? rows.where('status', '=', visible) : rows
}

const pages = pagesOf(byId, narrow, {}, { table: 'courses', entity: 'course', columns: courseColumns })

/** Courses with words that begin so, newest first, among those the actor may list. */
export async function findCoursesByWords(reader: Reader, actor: Actor, q: string, limit: number): Promise<Course[]> {
  const reached = reach(actor, 'courses.list')
  if (reached === 'no') return []
  const filter = { visible: reached === 'published' ? reached : undefined }
  const { rows } = await pages(reader, { filter, q, sort: '-id', page: { by: 'cursor', after: null, limit } })
  return rows.map(courseOf)
}

/** The course with this id, if the actor may list it. */
export async function findCourseToList(reader: Reader, actor: Actor, id: number): Promise<Course | undefined> {
  const reached = reach(actor, 'courses.list')
  const course = reached === 'no' ? undefined : await findCourse(reader, id)
  return course && (reached !== 'published' || course.status === 'published') ? course : undefined
}
