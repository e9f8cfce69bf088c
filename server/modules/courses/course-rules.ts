import {
  CourseArchived,
  CourseCreated,
  CoursePublished,
  CourseRestored,
  CourseUpdated,
} from '#contract/events/courses.ts'
import { type Happened, happened } from '#contract/events/event-type.ts'
import { Failure } from '#platform/failure.ts'
import { toMajor } from '#platform/money.ts'

export type Course = {
  readonly id: number
  readonly title: string
  readonly description: string | null
  /** Minor units of `currency`. */
  readonly price: number
  readonly currency: string
  readonly status: 'draft' | 'published' | 'archived'
  /** The teacher whose course it is; may edit it, but not its price. */
  readonly authorId: number | null
  readonly createdBy: number | null
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly publishedAt: Date | null
  readonly version: number
}

export type Decision = { readonly course: Course; readonly happened: readonly Happened[] }
export type CourseChange = Partial<Pick<Course, 'title' | 'description' | 'price' | 'currency' | 'authorId'>>
/** The user who acts; null: a command. */
type By = number | null

const onTheWire = {
  title: 'title',
  description: 'description',
  price: 'price',
  currency: 'currency',
  authorId: 'author_id',
} as const

/** What may be done in each state; an illegal move names these. */
const moves: Readonly<Record<Course['status'], readonly string[]>> = {
  draft: ['publish'],
  published: ['archive'],
  archived: ['restore'],
}

export function courseCreated(course: Course): Happened {
  const { id, title, price, createdBy, createdAt } = course
  return happened(CourseCreated, { course_id: id, title, price: toMajor(price), created_by: createdBy }, createdAt)
}

/** A change that changes nothing emits nothing. */
export function change(course: Course, wished: CourseChange, by: By, now: Date): Decision {
  const next = { ...course, ...wished }
  const fields = Object.keys(onTheWire) as (keyof typeof onTheWire)[]
  const changed = fields.filter((field) => next[field] !== course[field]).map((field) => onTheWire[field])
  if (changed.length === 0) return { course, happened: [] }
  const { id, title, price, currency } = next
  const payload = { course_id: id, title, price: toMajor(price), currency, changed, updated_by: by }
  return decided(next, now, happened(CourseUpdated, payload, now))
}

export function publish(course: Course, by: By, now: Date): Decision {
  if (course.status === 'published') return { course, happened: [] }
  if (course.status !== 'draft') throw illegal(course)
  const next = { ...course, status: 'published', publishedAt: now } as const
  return decided(next, now, happened(CoursePublished, { course_id: course.id, published_by: by }, now))
}

export function archive(course: Course, by: By, now: Date): Decision {
  if (course.status === 'archived') return { course, happened: [] }
  if (course.status !== 'published') throw illegal(course)
  const next = { ...course, status: 'archived' } as const
  return decided(next, now, happened(CourseArchived, { course_id: course.id, archived_by: by }, now))
}

export function restore(course: Course, by: By, now: Date): Decision {
  if (course.status === 'published') return { course, happened: [] }
  if (course.status !== 'archived') throw illegal(course)
  const next = { ...course, status: 'published' } as const
  return decided(next, now, happened(CourseRestored, { course_id: course.id, restored_by: by }, now))
}

function illegal({ status }: Course): Failure {
  return new Failure('course_transition', { state: status, allowed: moves[status] })
}

function decided(course: Course, now: Date, event: Happened): Decision {
  return { course: { ...course, updatedAt: now, version: course.version + 1 }, happened: [event] }
}
