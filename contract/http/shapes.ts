import { type Static, type TSchema, Type } from 'typebox'
import { locales } from '../error-texts.ts'

/** The largest id we show or take: 2^53 − 1, so that JavaScript clients never see a rounded one. */
export const largestId = Number.MAX_SAFE_INTEGER

export const Id = Type.Integer({ minimum: 1, maximum: largestId, examples: [1] })
export const IdParams = Type.Object({ id: Id })
export const Time = Type.String({
  format: 'date-time',
  description: 'ISO-8601, UTC, with offset',
  examples: ['2026-11-22T12:00:00.000+00:00'],
})
export const Version = Type.Integer({
  minimum: 1,
  description: 'grows with every change; the ETag is this number in quotes',
})
export const LocaleName = Type.Enum([...locales])

/** One line of people's text: not blank, no control characters, no invisible-only text, no direction overrides. */
export function Line(minLength: number, maxLength: number, more: object = {}) {
  return Type.String({ minLength, maxLength, format: 'line', ...more })
}

/** A simple type or null, as one schema, so that a wrong value gets one clear message. */
export function Nullable<Schema extends TSchema & { type: string }>(schema: Schema) {
  return Type.Unsafe<Static<Schema> | null>({ ...schema, type: [schema.type, 'null'] })
}

/** What the viewer may do with the object, so that no client works rights out again. */
export function Can<const Names extends string>(...names: Names[]) {
  return Type.Object(
    Object.fromEntries(names.map((name) => [name, Type.Boolean()])) as Record<Names, ReturnType<typeof Type.Boolean>>,
  )
}

export const ErrorAnswer = Type.Object(
  {
    detail: Type.Union([
      Type.String(),
      Type.Array(
        Type.Object({
          type: Type.String({ description: 'the rule that was broken' }),
          loc: Type.Array(Type.Union([Type.String(), Type.Integer()])),
          msg: Type.String(),
        }),
      ),
    ]),
    code: Type.String({ description: 'stable, snake_case' }),
    status: Type.Integer(),
    request_id: Type.String(),
  },
  { additionalProperties: true, title: 'Error' },
)
export type ErrorBody = Static<typeof ErrorAnswer>

export const Message = Type.Object({ message: Type.String({ examples: ['Выход выполнен успешно'] }) })

/** Pages: `skip` and `limit` count from the start and give a total; `cursor` goes on from the last row and gives none. */
export const pageFields = {
  skip: Type.Optional(Type.Integer({ minimum: 0, maximum: largestId, default: 0, description: 'rows to leave out' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 100, description: 'rows at most' })),
  cursor: Type.Optional(
    Type.String({ maxLength: 1000, description: 'opaque; from `Link: rel="next"`. Send it empty to begin' }),
  ),
}

/** Each sort order and its reverse, which has a minus in front. */
export function bothWays<const Name extends string>(names: readonly Name[]): (Name | `-${Name}`)[] {
  return names.flatMap((name) => [name, `-${name}` as const])
}
