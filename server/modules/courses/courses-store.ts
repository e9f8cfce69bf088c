import type { Generated, Selectable } from 'kysely'
import type { Reader, Tx } from '#platform/db/database.ts'
import { prepared } from '#platform/db/prepared.ts'
import { forUpdate, insertRow } from '#platform/db/rows.ts'
import { addSearchWords, foldKey, foundBy, writeSearchWords } from '#platform/db/search-words.ts'
import { Failure } from '#platform/failure.ts'
import type { Course } from './course-rules.ts'

declare module '#platform/db/database.ts' {
  interface Tables {
    courses: CoursesTable
  }
}

type CoursesTable = {
  id: Generated<number>
  title: string
  /** Sorts titles as a dictionary does (ё = е, no case). */
  title_key: string
  description: string | null
  /** Minor units. */
  price: number
  currency: string
  status: Course['status']
  author_id: number | null
  created_by: number | null
  created_at: number
  updated_at: number
  published_at: number | null
  version: number
  found_by: string | null
}

/** `id`: only for a course that brings its own. */
export async function insertCourse(tx: Tx, course: Omit<Course, 'id' | 'version'> & { id?: number }): Promise<Course> {
  const created = { created_by: course.createdBy, created_at: course.createdAt.getTime(), version: 1 }
  const given = course.id === undefined ? {} : { id: course.id }
  const id = await insertRow(tx, 'courses', { ...given, ...columnsOf(course), ...created })
  await addSearchWords(tx, 'course', id, wordsOf(course))
  return { ...course, id, version: 1 }
}

/** Writes a course whose `version` was raised by the rules. */
export async function saveCourse(tx: Tx, course: Course): Promise<void> {
  await tx
    .updateTable('courses')
    .set({ ...columnsOf(course), version: course.version })
    .where('id', '=', course.id)
    .execute()
  await writeSearchWords(tx, 'course', course.id, wordsOf(course))
}

export async function findCourse(reader: Reader, id: number): Promise<Course | undefined> {
  const [row] = await courseById(reader, { id })
  return row && courseOf(row)
}

const courseById = prepared((db, { id }: { id: number }) => db.selectFrom('courses').selectAll().where('id', '=', id))

/** Every course's title, for whoever must not create one twice. */
export async function listCourseTitles(reader: Reader): Promise<string[]> {
  const rows = await reader.selectFrom('courses').select('title').orderBy('id').execute()
  return rows.map((row) => row.title)
}

/** Those of the courses that everybody may see now. */
export async function listPublished(reader: Reader, ids: readonly number[]): Promise<Set<number>> {
  if (ids.length === 0) return new Set()
  const published = reader.selectFrom('courses').select('id').where('status', '=', 'published')
  const rows = await published.where('id', 'in', [...ids]).execute()
  return new Set(rows.map(({ id }) => id))
}

/** The present versions of those courses that exist. */
export async function listCourseVersions(reader: Reader, ids: readonly number[]): Promise<Map<number, number>> {
  const rows = await reader
    .selectFrom('courses')
    .select(['id', 'version'])
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map(({ id, version }) => [id, version]))
}

/** Locked until the transaction ends; throws course_not_found. */
export async function lockCourse(tx: Tx, id: number): Promise<Course> {
  const row = await forUpdate(tx.selectFrom('courses').selectAll().where('id', '=', id)).executeTakeFirst()
  if (!row) throw new Failure('course_not_found')
  return courseOf(row)
}

function columnsOf(course: Omit<Course, 'id' | 'version'>) {
  return {
    title: course.title,
    title_key: foldKey(course.title),
    found_by: foundBy(wordsOf(course)),
    description: course.description,
    price: course.price,
    currency: course.currency,
    status: course.status,
    author_id: course.authorId,
    updated_at: course.updatedAt.getTime(),
    published_at: course.publishedAt?.getTime() ?? null,
  }
}

/** Words of a long description are found by its beginning: an index of every word would outgrow the course. */
function wordsOf({ title, description }: Pick<Course, 'title' | 'description'>): string[] {
  return [title, (description ?? '').slice(0, 500)]
}

/** The columns of a course, without the words by which it is found. */
export const courseColumns = [
  ...(['id', 'title', 'title_key', 'description', 'price', 'currency', 'status', 'author_id', 'created_by'] as const),
  ...(['created_at', 'updated_at', 'published_at', 'version'] as const),
]
export type CourseRow = Pick<Selectable<CoursesTable>, (typeof courseColumns)[number]>

export function courseOf(row: CourseRow): Course {
  return {
    id: row.id,
    title: row.title,
    description: row.description,
    price: row.price,
    currency: row.currency,
    status: row.status,
    authorId: row.author_id,
    createdBy: row.created_by,
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
    publishedAt: row.published_at === null ? null : new Date(row.published_at),
    version: row.version,
  }
}
