import type { CreateCourse } from '#contract/http/courses.ts'
import { appendEvents } from '#events/index.ts'
import type { Actor } from '#platform/actor.ts'
import type { Tx } from '#platform/db/database.ts'
import { type Course, courseCreated } from './course-rules.ts'
import { checkAuthor, priceOf } from './course-wishes.ts'
import { insertCourse } from './courses-store.ts'

/** Writes the course, published unless a draft is asked for, and `course.created`. */
export async function createCourse(tx: Tx, actor: Actor, wish: CreateCourse, now: Date): Promise<Course> {
  const status = wish.status ?? 'published'
  const authorId = wish.author_id === undefined ? actor.userId : wish.author_id
  await checkAuthor(tx, authorId)
  const course = await insertCourse(tx, {
    title: wish.title,
    description: wish.description ?? null,
    price: priceOf(wish.price),
    currency: wish.currency ?? 'RUB',
    status,
    authorId,
    createdBy: actor.userId,
    createdAt: now,
    updatedAt: now,
    publishedAt: status === 'published' ? now : null,
  })
  await appendEvents(tx, actor, [courseCreated(course)])
  return course
}
