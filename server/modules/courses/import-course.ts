import { appendEvents } from '#events/index.ts'
import type { Actor } from '#platform/actor.ts'
import type { Tx } from '#platform/db/database.ts'
import { type Course, courseCreated } from './course-rules.ts'
import { priceOf } from './course-wishes.ts'
import { insertCourse } from './courses-store.ts'

type Imported = Pick<Course, 'id' | 'title' | 'description'> & { price: number | string }

/** A published course that comes from elsewhere with its id, and its `course.created`. Throws a unique violation. */
export async function importCourse(tx: Tx, actor: Actor, { price, ...course }: Imported, now: Date): Promise<Course> {
  const born = { status: 'published', createdAt: now, updatedAt: now, publishedAt: now, authorId: null } as const
  const made = await insertCourse(tx, { ...course, ...born, price: priceOf(price), currency: 'RUB', createdBy: null })
  await appendEvents(tx, actor, [courseCreated(made)])
  return made
}
