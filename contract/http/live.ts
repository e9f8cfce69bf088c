import { type Static, Type } from 'typebox'
import { Id, largestId } from './shapes.ts'

export const entities = ['user', 'course', 'message'] as const
export type Entity = (typeof entities)[number]

/** One line of the stream: what has changed, never what it now holds; that is asked for by its own address and rights. */
export const LiveChange = Type.Object(
  {
    seq: Type.Integer({ minimum: 1, description: 'number in the log' }),
    entity: Type.Enum([...entities]),
    id: Id,
    type: Type.String({
      description:
        'the event’s type; whoever may not read the log is told `<entity>.created` or `<entity>.updated` only',
      examples: ['course.published'],
    }),
  },
  { title: 'LiveChange', examples: [{ seq: 42, entity: 'course', id: 7, type: 'course.published' }] },
)
export type LiveChange = Static<typeof LiveChange>

export const LiveAnswer = Type.Object(
  {
    position: Type.Integer({ minimum: 0, description: 'go on with `after` = this number' }),
    reset: Type.Boolean({ description: 'the log does not go on from there: ask again for everything that is shown' }),
    more: Type.Boolean({ description: 'there is more at once' }),
    changes: Type.Array(LiveChange),
  },
  {
    title: 'LiveChanges',
    examples: [
      { position: 42, reset: false, more: false, changes: [{ seq: 42, entity: 'user', id: 7, type: 'user.created' }] },
    ],
  },
)
export type LiveAnswer = Static<typeof LiveAnswer>

const Position = Type.Integer({ minimum: 0, maximum: largestId })

export const FollowLive = Type.Object({
  after: Type.Optional({ ...Position, description: 'the number up to which changes are known; none: from now on' }),
})

/** What a browser sends when its EventSource connects again; it wins over `after` of the address. */
export const LiveHeaders = Type.Object({
  'last-event-id': Type.Optional({ ...Position, description: 'the `id:` of the last message; wins over `after`' }),
})
