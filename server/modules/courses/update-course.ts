import type { UpdateCourse } from '#contract/http/courses.ts'
import type { Actor } from '#platform/actor.ts'
import type { Tx } from '#platform/db/database.ts'
import { changeCourse } from './change-course.ts'
import { requireOn } from './course-rights.ts'
import { type Course, type CourseChange, change } from './course-rules.ts'
import { checkAuthor, priceOf } from './course-wishes.ts'

/** Changes what was sent. A teacher may change the own course, but neither its price nor whose it is. */
export function updateCourse(
  tx: Tx,
  actor: Actor,
  id: number,
  wish: UpdateCourse,
  expected: readonly string[] | null,
  now: Date,
): Promise<Course> {
  return changeCourse(tx, actor, id, expected, async (course) => {
    requireOn(actor, 'courses.update', course)
    const commercial = wish.price !== undefined || wish.currency !== undefined || wish.author_id !== undefined
    if (commercial) requireOn(actor, 'courses.set_price', course)
    if (wish.author_id !== undefined) await checkAuthor(tx, wish.author_id)
    return change(course, changeOf(wish), actor.userId, now)
  })
}

function changeOf({ title, description, price, currency, author_id: authorId }: UpdateCourse): CourseChange {
  return {
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    ...(price !== undefined && { price: priceOf(price) }),
    ...(currency !== undefined && { currency }),
    ...(authorId !== undefined && { authorId }),
  }
}
