import { courseFields } from '#contract/filters.ts'
import type { AskCourses, ListCourses } from '#contract/http/courses.ts'
import type { Reach } from '#contract/rights.ts'
import { facetsOf } from '#platform/db/count-facets.ts'
import type { Reader } from '#platform/db/database.ts'
import { byId, pagesOf, type Question, type Sorts } from '#platform/db/read-page.ts'
import type { WhereColumns } from '#platform/db/where.ts'
import type { Page } from '#platform/http/paging.ts'
import { readWhere } from '#platform/http/read-where.ts'
import type { Course } from './course-rules.ts'
import { courseColumns, courseOf } from './courses-store.ts'

const sorts = {
  ...byId,
  title: { column: 'title_key', keeps: 'text' },
  status: { column: 'status', keeps: 'text' },
  price: { column: 'price', keeps: 'integer' },
  created_at: { column: 'created_at', keeps: 'integer' },
  updated_at: { column: 'updated_at', keeps: 'integer' },
} as const satisfies Sorts

const columns = {
  status: { column: 'status', few: true },
  title: { column: 'title_key', folded: true },
  price: { column: 'price' },
  currency: { column: 'currency', few: true },
  author_id: { column: 'author_id' },
  created_at: { column: 'created_at' },
  updated_at: { column: 'updated_at' },
  id: { column: 'id' },
} as const satisfies Record<keyof typeof courseFields, WhereColumns[string]>

type Filter = { visible: Course['status'] | undefined; status: Course['status'] | undefined }

function narrow(db: Reader, { visible, status }: Filter) {
  let rows = db.selectFrom('courses')
  if (visible) rows = rows.where('status', '=', visible)
  if (status) rows = rows.where('status', '=', status)
  return rows
}

const words = { table: 'courses', entity: 'course', columns: courseColumns }
const pages = pagesOf(sorts, narrow, columns, words)
const facets = facetsOf(narrow, columns, words)

/** Courses the viewer may know of: all for staff, published ones for everybody else. Throws 422 for a `where` that is none. */
export async function listCourses(reader: Reader, query: ListCourses, page: Page, reach: Reach, now: Date) {
  const found = await pages(reader, { ...questionOf(query, reach, now), sort: query.sort ?? 'id', page })
  return { ...found, rows: found.rows.map(courseOf) }
}

/** How many of them each value of these fields would leave. */
export function countCourses(reader: Reader, fields: readonly string[], asked: AskCourses, reach: Reach, now: Date) {
  return facets(reader, fields, questionOf(asked, reach, now))
}

function questionOf({ status, q, where }: AskCourses, reach: Reach, now: Date): Question<Filter> {
  const visible = reach === 'published' ? reach : undefined
  return { filter: { visible, status }, q, where: readWhere(where, courseFields, now) }
}
