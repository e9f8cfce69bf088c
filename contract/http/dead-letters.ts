import { type Static, Type } from 'typebox'
import { UserCreated } from '../events/users.ts'
import { Json, Partition, Seq, TopicName } from './events.ts'
import { Id, Nullable, Time } from './shapes.ts'

/** parked: failed, tried again by itself; waiting: a later event of a parked key; dead: needs a person. */
const FailureState = Type.Enum(['parked', 'waiting', 'retrying', 'dead', 'resolved', 'discarded'])

const deadLetter = {
  id: Id,
  group: Type.String(),
  topic: TopicName,
  partition: Partition,
  seq: Nullable(Seq),
  offset: Nullable(Type.Integer({ description: 'in Kafka, of a record that is not from our log' })),
  key: Nullable(Type.String()),
  type: Nullable(Type.String()),
  state: FailureState,
  attempts: Type.Integer(),
  error: Type.String(),
  failed_at: Time,
  next_at: Nullable(Time),
  acted_by: Nullable(Type.String()),
  acted_at: Nullable(Time),
}
const deadLetterExample = {
  id: 1,
  group: 'welcome-mail',
  topic: 'user-events',
  partition: 0,
  seq: 7,
  offset: null,
  key: '3',
  type: 'user.created',
  state: 'dead',
  attempts: 8,
  error: 'Error: connect ECONNREFUSED',
  failed_at: '2026-11-22T12:00:00.000+00:00',
  next_at: null,
  acted_by: null,
  acted_at: null,
}
export const DeadLetterAnswer = Type.Object(deadLetter, { title: 'DeadLetter', examples: [deadLetterExample] })
export const DeadLetterWithValue = Type.Object(
  { ...deadLetter, value: Json, headers: Type.Record(Type.String(), Type.String()) },
  {
    title: 'DeadLetterWithValue',
    examples: [{ ...deadLetterExample, value: UserCreated.example, headers: { ce_type: 'user.created' } }],
  },
)

export const ListDeadLetters = Type.Object({
  group: Type.Optional(Type.String({ maxLength: 64 })),
  state: Type.Optional(FailureState),
  before: Type.Optional(Id),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 100 })),
})

/** Either named ones, or all that are dead (of one group): then as many as the person saw. */
export const DecideDeadLetters = Type.Object(
  {
    decision: Type.Enum(['retry', 'discard']),
    ids: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 1000 })),
    group: Type.Optional(Type.String({ maxLength: 64 })),
    expected_count: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'without ids: how many are dead' }),
    ),
  },
  { additionalProperties: false, examples: [{ decision: 'retry', group: 'welcome-mail', expected_count: 12 }] },
)
export type DecideDeadLetters = Static<typeof DecideDeadLetters>

export const DecidedDeadLetters = Type.Object(
  { decided: Type.Integer({ description: 'named ones that somebody else had decided about are left as they are' }) },
  { title: 'DecidedDeadLetters', examples: [{ decided: 12 }] },
)
