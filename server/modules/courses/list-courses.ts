import type { ListCourses } from '#contract/http/courses.ts'
import type { Reach } from '#contract/rights.ts'
import type { Reader } from '#platform/db/database.ts'
import { byId, pagesOf, type Sorts } from '#platform/db/read-page.ts'
import { whereWords } from '#platform/db/search-words.ts'
import type { Page } from '#platform/http/paging.ts'
import type { Course } from './course-rules.ts'
import { courseOf } from './courses-store.ts'

const sorts = {
  ...byId,
  title: { column: 'title_key', keeps: 'text' },
  price: { column: 'price', keeps: 'integer' },
  created_at: { column: 'created_at', keeps: 'integer' },
} as const satisfies Sorts

type Filter = { visible: Course['status'] | undefined; status: Course['status'] | undefined }

const pages = pagesOf(sorts, (db, { visible, status }: Filter, q) => {
  let rows = db.selectFrom('courses')
  if (visible) rows = rows.where('status', '=', visible)
  if (status) rows = rows.where('status', '=', status)
  return q ? whereWords(rows, 'course', 'courses.id', q) : rows
})

/** Courses the viewer may know of: all for staff, published ones for everybody else. */
export async function listCourses(reader: Reader, query: ListCourses, page: Page, reach: Reach) {
  const filter = { visible: reach === 'published' ? reach : undefined, status: query.status }
  const found = await pages(reader, { filter, q: query.q, sort: query.sort ?? 'id', page })
  return { ...found, rows: found.rows.map(courseOf) }
}
