import type { ListCourses } from '#contract/http/courses.ts'
import type { Reach } from '#contract/rights.ts'
import type { Reader } from '#platform/db/database.ts'
import { readPage, type Sorts } from '#platform/db/read-page.ts'
import { whereWords } from '#platform/db/search-words.ts'
import type { Page } from '#platform/http/paging.ts'
import { courseOf } from './courses-store.ts'

const sorts = { id: 'id', title: 'title_key', price: 'price', created_at: 'created_at' } as const satisfies Sorts

/** Courses the viewer may know of: all for staff, published ones for everybody else. */
export async function listCourses(reader: Reader, query: ListCourses, page: Page, reach: Reach) {
  let rows = reader.selectFrom('courses')
  if (reach === 'published') rows = rows.where('status', '=', 'published')
  if (query.status) rows = rows.where('status', '=', query.status)
  if (query.q) rows = whereWords(rows, 'course', 'courses.id', query.q)
  const found = await readPage(rows, sorts, query.sort ?? 'id', page)
  return { ...found, rows: found.rows.map(courseOf) }
}
