import type { CourseAnswer } from '#contract/http/courses.ts'
import type { Actor } from '#platform/actor.ts'
import { isoTime } from '#platform/clock.ts'
import { toMajor } from '#platform/money.ts'
import { mayOn } from './course-rights.ts'
import type { Course } from './course-rules.ts'

export function presentCourse(course: Course): CourseAnswer {
  return {
    id: course.id,
    title: course.title,
    description: course.description,
    price: toMajor(course.price),
    currency: course.currency,
    status: course.status,
    author_id: course.authorId,
    created_at: isoTime(course.createdAt),
    updated_at: isoTime(course.updatedAt),
    published_at: course.publishedAt && isoTime(course.publishedAt),
    version: course.version,
  }
}

/** The single course, with what the viewer may do with it now. */
export function presentCourseTo(actor: Actor, course: Course): CourseAnswer {
  const publisher = mayOn(actor, 'courses.publish', course)
  return {
    ...presentCourse(course),
    can: {
      update: mayOn(actor, 'courses.update', course),
      set_price: mayOn(actor, 'courses.set_price', course),
      publish: publisher && course.status === 'draft',
      archive: publisher && course.status === 'published',
      restore: publisher && course.status === 'archived',
    },
  }
}
