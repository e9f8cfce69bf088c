import { type Static, Type } from 'typebox'
import { courseFields, courseStatuses } from '../filters.ts'
import { bothWays, Can, Id, Line, Nullable, pageFields, Time, Version } from './shapes.ts'
import { FacetNames, WhereText } from './where.ts'

export const CourseStatus = Type.Enum([...courseStatuses])
export const Title = Line(3, 200, { examples: ['Python для начинающих'] })
export const Description = Type.String({ maxLength: 20000, format: 'text' })
/** Exact to the hundredth: a JSON number or a decimal string, 0 to 99999999.99. */
export const Price = Type.Unsafe<number | string>({
  type: ['number', 'string'],
  'x-money': true,
  minimum: 0,
  maximum: 99999999.99,
  pattern: '^\\d{1,8}(\\.\\d{1,2})?$',
  description: 'major units with at most two decimals',
  examples: [5000],
})
export const Currency = Type.String({
  pattern: '^[A-Z]{3}$',
  format: 'currency',
  description: 'a code of ISO 4217',
  examples: ['RUB'],
})

export const CreateCourse = Type.Object(
  {
    title: Title,
    description: Type.Optional(Nullable(Description)),
    price: Price,
    currency: Type.Optional(Currency),
    status: Type.Optional(Type.Enum(['draft', 'published'])),
    author_id: Type.Optional(Nullable(Id)),
  },
  {
    additionalProperties: false,
    examples: [{ title: 'Python для начинающих', description: 'Базовый курс по Python', price: 5000 }],
  },
)
export type CreateCourse = Static<typeof CreateCourse>

export const UpdateCourse = Type.Object(
  {
    title: Type.Optional(Title),
    description: Type.Optional(Nullable(Description)),
    price: Type.Optional(Price),
    currency: Type.Optional(Currency),
    author_id: Type.Optional(Nullable(Id)),
  },
  { additionalProperties: false, minProperties: 1, examples: [{ price: 5500 }] },
)
export type UpdateCourse = Static<typeof UpdateCourse>

export const CourseAnswer = Type.Object(
  {
    id: Id,
    title: Type.String(),
    description: Nullable(Type.String()),
    price: Type.Number({ description: 'major units, at most 2 decimals' }),
    currency: Currency,
    status: CourseStatus,
    author_id: Nullable(Id),
    created_at: Time,
    updated_at: Time,
    published_at: Nullable(Time),
    version: Version,
    can: Type.Optional(Can('update', 'set_price', 'publish', 'archive', 'restore')),
  },
  {
    title: 'Course',
    examples: [
      {
        id: 1,
        title: 'Python для начинающих',
        description: 'Базовый курс по Python',
        price: 5000,
        currency: 'RUB',
        status: 'published',
        author_id: 1,
        created_at: '2026-11-22T12:00:00.000+00:00',
        updated_at: '2026-11-22T12:00:00.000+00:00',
        published_at: '2026-11-22T12:00:00.000+00:00',
        version: 1,
        can: { update: true, set_price: true, publish: false, archive: true, restore: false },
      },
    ],
  },
)
export type CourseAnswer = Static<typeof CourseAnswer>

export const courseSorts = bothWays(['id', 'title', 'status', 'price', 'created_at', 'updated_at'])
const question = {
  status: Type.Optional(CourseStatus),
  q: Type.Optional(Type.String({ maxLength: 200, description: 'beginnings of words in the title or description' })),
  where: WhereText(courseFields),
}
export const ListCourses = Type.Object({
  ...pageFields,
  ...question,
  sort: Type.Optional(Type.Enum([...courseSorts], { default: 'id' })),
})
export type ListCourses = Static<typeof ListCourses>

export const WhichCourses = Type.Object(question, { additionalProperties: false })
export const CountCourses = Type.Object({ ...question, fields: FacetNames(['status', 'currency']) })
/** Which courses: what lists, counts and changes of many at once have in common. */
export type AskCourses = Pick<ListCourses, keyof typeof question>

const Day = Type.String({ format: 'date', description: 'YYYY-MM-DD, UTC', examples: ['2026-11-22'] })
export const CourseStatistics = Type.Object(
  {
    days: Type.Array(Type.Object({ day: Day, changes: Type.Integer({ minimum: 0 }) })),
    prices: Type.Array(
      Type.Object({
        seq: Type.Integer({ description: 'number of the event that set it' }),
        at: Time,
        price: Type.Number(),
        currency: Nullable(Type.String()),
      }),
      { description: 'every price the course has had, newest first' },
    ),
  },
  {
    title: 'CourseStatistics',
    examples: [
      {
        days: [{ day: '2026-11-22', changes: 2 }],
        prices: [{ seq: 1, at: '2026-11-22T12:00:00.000+00:00', price: 5000, currency: null }],
      },
    ],
  },
)
export type CourseStatistics = Static<typeof CourseStatistics>
