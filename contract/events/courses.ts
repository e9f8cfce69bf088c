import { Type } from 'typebox'
import { eventType, Id } from './event-type.ts'

const topic = 'course-events'
const key = 'course_id'
const Price = Type.Number({
  minimum: 0,
  maximum: 99999999.99,
  description: 'major units of the currency, at most 2 decimals',
})
const Author = Type.Union([Id, Type.Null()], { description: 'the user who did it; null: a command' })

export const CourseCreated = eventType({
  type: 'course.created',
  topic,
  key,
  fields: { course_id: Id, title: Type.String(), price: Price, created_by: Author },
  phrase: { ru: 'создан курс', en: 'a course was created' },
  example: { course_id: 1, title: 'Python для начинающих', price: 5000, created_by: 1 },
})

export const CourseUpdated = eventType({
  type: 'course.updated',
  topic,
  key,
  fields: {
    course_id: Id,
    title: Type.String(),
    price: Price,
    currency: Type.String(),
    changed: Type.Array(Type.String(), { description: 'names of the fields that changed' }),
    updated_by: Author,
  },
  phrase: { ru: 'изменён курс', en: 'a course was changed' },
  example: {
    course_id: 1,
    title: 'Python для начинающих',
    price: 5500,
    currency: 'RUB',
    changed: ['price'],
    updated_by: 1,
  },
})

export const CoursePublished = eventType({
  type: 'course.published',
  topic,
  key,
  fields: { course_id: Id, published_by: Author },
  phrase: { ru: 'курс опубликован', en: 'a course was published' },
  example: { course_id: 1, published_by: 1 },
})

export const CourseArchived = eventType({
  type: 'course.archived',
  topic,
  key,
  fields: { course_id: Id, archived_by: Author },
  phrase: { ru: 'курс в архиве', en: 'a course was archived' },
  example: { course_id: 1, archived_by: 1 },
})

export const CourseRestored = eventType({
  type: 'course.restored',
  topic,
  key,
  fields: { course_id: Id, restored_by: Author },
  phrase: { ru: 'курс возвращён из архива', en: 'a course was restored from the archive' },
  example: { course_id: 1, restored_by: 1 },
})
