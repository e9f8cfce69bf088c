import { type Static, type TProperties, Type } from 'typebox'
import { WhichCourses } from './courses.ts'
import { Id, largestId, Nullable, Time } from './shapes.ts'
import { RoleName, WhichUsers } from './users.ts'

/** Which rows: those named, or all that a list's question gives but a few. */
function rows<Question extends TProperties>(question: ReturnType<typeof Type.Object<Question>>) {
  return {
    ids: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 5000, description: 'these rows' })),
    filter: Type.Optional({ ...question, description: 'or the rows that the list gives for this' }),
    exclude: Type.Optional(Type.Array(Id, { maxItems: 5000, description: 'with filter: but these' })),
    expected_count: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: largestId,
        description: 'with filter: how many rows are meant; refused with the true count when there are others',
      }),
    ),
  }
}

export const ChangeUsers = Type.Object(
  {
    change: Type.Enum(['disable', 'enable', 'change_role']),
    role: Type.Optional(RoleName),
    ...rows(WhichUsers),
  },
  { additionalProperties: false, examples: [{ change: 'disable', ids: [7, 8] }] },
)
export type ChangeUsers = Static<typeof ChangeUsers>

export const ChangeCourses = Type.Object(
  { change: Type.Enum(['publish', 'archive', 'restore']), ...rows(WhichCourses) },
  {
    additionalProperties: false,
    examples: [{ change: 'archive', filter: { status: 'published' }, exclude: [1], expected_count: 12 }],
  },
)
export type ChangeCourses = Static<typeof ChangeCourses>

export const UndoBulk = Type.Object(
  {
    leave_newer: Type.Boolean({
      description: 'true: rows that were changed again stay as they are, the others are taken back',
    }),
  },
  { additionalProperties: false, examples: [{ leave_newer: false }] },
)

export const BulkAnswer = Type.Object(
  {
    id: Id,
    entity: Type.Enum(['user', 'course']),
    change: Type.String({ examples: ['disable'] }),
    state: Type.Enum(['running', 'done']),
    total: Type.Integer({ description: 'rows it is about' }),
    changed: Type.Integer(),
    unchanged: Type.Integer({ description: 'rows that were as wished already' }),
    refused: Type.Integer(),
    refusals: Type.Array(Type.Object({ id: Id, code: Type.String(), detail: Type.String() }), {
      description: 'the first 100 refused rows, each with its reason',
    }),
    undo_until: Nullable(Time),
    created_at: Time,
    finished_at: Nullable(Time),
  },
  {
    title: 'BulkChange',
    examples: [
      {
        id: 1,
        entity: 'user',
        change: 'disable',
        state: 'done',
        total: 3,
        changed: 1,
        unchanged: 1,
        refused: 1,
        refusals: [{ id: 9, code: 'user_not_found', detail: 'User not found' }],
        undo_until: '2026-11-22T12:10:00.000+00:00',
        created_at: '2026-11-22T12:00:00.000+00:00',
        finished_at: '2026-11-22T12:00:00.000+00:00',
      },
    ],
  },
)
export type BulkAnswer = Static<typeof BulkAnswer>
