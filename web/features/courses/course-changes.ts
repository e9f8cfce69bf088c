import type { CourseAnswer } from '#contract/http/courses.ts'
import { writeRecord, writeUndoable } from '../../lib/records.ts'
import { sayNow } from '../../lib/say.ts'
import { toastDone, toastProblem } from '../../lib/toasts.ts'
import { coursesTexts as texts } from './courses-texts.ts'

export const coursesPath = '/courses'
const archive = { method: 'PUT', place: '/archive', guess: { status: 'archived' } } as const
const restore = { method: 'DELETE', place: '/archive', guess: { status: 'published' } } as const

/** Cannot be undone: the screen asks first, and archiving is the way on. */
export async function publish(course: CourseAnswer): Promise<void> {
  try {
    await writeRecord(coursesPath, course, { method: 'PUT', place: '/publication', guess: { status: 'published' } })
    toastDone(sayNow(texts.nowPublished))
  } catch (error) {
    toastProblem(error)
  }
}

export async function setArchived(course: CourseAnswer, archived: boolean): Promise<void> {
  const [write, inverse] = archived ? [archive, restore] : [restore, archive]
  const said = archived ? texts.nowArchived : texts.nowRestored
  await writeUndoable(coursesPath, course, said, write, inverse).catch(toastProblem)
}
