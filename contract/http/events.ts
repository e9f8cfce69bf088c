import { type Static, Type } from 'typebox'
import { CourseCreated } from '../events/courses.ts'
import { topics } from '../events/event-type.ts'
import { largestId, Nullable, Time } from './shapes.ts'

export const TopicName = Type.Enum([...topics])
export const Partition = Type.Integer({ minimum: 0 })
export const Seq = Type.Integer({ minimum: 0, description: 'number in the log: global, ascending, without repetition' })
export const Json = Type.Unsafe<unknown>({ description: 'the JSON object; base64 text when a record is not JSON' })

export const EventAnswer = Type.Object(
  {
    id: Type.String(),
    seq: Seq,
    topic: TopicName,
    partition: Partition,
    key: Type.String(),
    type: Type.String(),
    time: Time,
    value: Json,
    headers: Type.Record(Type.String(), Type.String()),
  },
  {
    title: 'Event',
    examples: [
      {
        id: '019aabcd-0000-7000-8000-000000000000',
        seq: 1,
        topic: 'course-events',
        partition: 4,
        key: '1',
        type: 'course.created',
        time: '2026-11-22T12:00:00.000+00:00',
        value: CourseCreated.example,
        headers: {
          ce_id: '019aabcd-0000-7000-8000-000000000000',
          ce_type: 'course.created',
          ce_subject: '1',
          ce_sequence: '1',
        },
      },
    ],
  },
)

const EventNumber = Type.Integer({ minimum: 0, maximum: largestId, description: 'a number in the log, included' })
export const EventParams = Type.Object({ seq: Type.Integer({ minimum: 1, maximum: largestId }) })

export const ListEvents = Type.Object({
  topic: Type.Optional(TopicName),
  type: Type.Optional(Type.String({ maxLength: 64, examples: ['course.created'] })),
  key: Type.Optional(Type.String({ maxLength: 64, examples: ['1'] })),
  partition: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000 })),
  from: Type.Optional(EventNumber),
  to: Type.Optional(EventNumber),
  since: Type.Optional(Time),
  until: Type.Optional(Type.String({ format: 'date-time', description: 'older than this' })),
  q: Type.Optional(
    Type.String({
      maxLength: 100,
      description:
        'stands in the type, the value or the headers; one request looks through 20,000 events, `Link` leads on',
    }),
  ),
  order: Type.Optional(Type.Enum(['asc', 'desc'], { default: 'asc', description: 'desc: the newest first' })),
  after: Type.Optional(Type.String({ maxLength: 200, description: 'opaque cursor from `Link: rel="next"`' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 100 })),
})
export type ListEvents = Static<typeof ListEvents>

const OnBroker = Type.Object(
  {
    leader: Type.Integer({ description: 'id of the broker that leads it; -1: none' }),
    first_offset: Type.Integer(),
    next_offset: Type.Integer(),
    records: Type.Integer({ description: 'everybody’s, repetitions too' }),
  },
  { description: 'the partition as Kafka has it' },
)

export const TopicAnswer = Type.Object(
  {
    topic: TopicName,
    name: Nullable(Type.String({ description: 'on the Kafka cluster; null without Kafka' })),
    topic_id: Nullable(Type.String({ description: 'on the Kafka cluster; null when it does not answer' })),
    events: Type.Integer({ description: 'events in our log' }),
    per_minute: Type.Integer({ description: 'events of the last minute' }),
    partitions: Type.Array(
      Type.Object({ partition: Partition, end: Seq, events: Type.Integer(), on_broker: Nullable(OnBroker) }),
    ),
  },
  {
    title: 'Topic',
    examples: [
      {
        topic: 'course-events',
        name: null,
        topic_id: null,
        events: 1,
        per_minute: 0,
        partitions: [{ partition: 4, end: 1, events: 1, on_broker: null }],
      },
    ],
  },
)

export const GroupAnswer = Type.Object(
  {
    group: Type.String(),
    kafka_group: Nullable(Type.String({ description: 'its name in Kafka UI and Kafka’s tools' })),
    kind: Type.Enum(['effect', 'call']),
    lag: Type.Integer({ description: 'events not handled yet' }),
    parked: Type.Integer({ description: 'failed events that are tried again' }),
    dead: Type.Integer({ description: 'dead letters' }),
    last_error: Nullable(Type.String()),
    last_error_at: Nullable(Time),
    reset_by: Nullable(Type.String({ description: 'who replayed it last' })),
    reset_at: Nullable(Time),
    partitions: Type.Array(
      Type.Object({
        topic: TopicName,
        partition: Partition,
        position: Seq,
        end: Seq,
        lag: Type.Integer(),
        ghosts: Type.Integer({ description: 'records of an abandoned epoch that were skipped' }),
        owner: Nullable(Type.String({ description: 'the process that reads it' })),
        kafka_offset: Nullable(Type.Integer({ description: 'the next record it reads from Kafka' })),
      }),
    ),
  },
  {
    title: 'ConsumerGroup',
    examples: [
      {
        group: 'daily-statistics',
        kafka_group: null,
        kind: 'effect',
        lag: 0,
        parked: 0,
        dead: 0,
        last_error: null,
        last_error_at: null,
        reset_by: null,
        reset_at: null,
        partitions: [
          {
            topic: 'course-events',
            partition: 4,
            position: 1,
            end: 1,
            lag: 0,
            ghosts: 0,
            owner: null,
            kafka_offset: null,
          },
        ],
      },
    ],
  },
)
export type GroupAnswer = Static<typeof GroupAnswer>

export const ReplayFrom = Type.Object(
  {
    from: Type.Enum(['earliest', 'time', 'seq']),
    time: Type.Optional(Type.String({ format: 'date-time', description: 'with from=time' })),
    seq: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: Number.MAX_SAFE_INTEGER,
        description: 'with from=seq: the first event that is handled again',
      }),
    ),
  },
  { additionalProperties: false, examples: [{ from: 'earliest' }] },
)
export type ReplayFrom = Static<typeof ReplayFrom>

export const GroupParams = Type.Object({ group: Type.String({ maxLength: 64 }) })

export const ReplayAnswer = Type.Object(
  {
    group: Type.String(),
    events: Type.Integer({ description: 'events that are handled again' }),
    rebuilds: Type.Boolean({ description: 'the group’s own table is emptied first' }),
    checkpoint: Nullable(Time),
    partitions: Type.Array(Type.Object({ topic: TopicName, partition: Partition, position: Seq, target: Seq })),
  },
  {
    title: 'Replay',
    examples: [{ group: 'daily-statistics', events: 42, rebuilds: true, checkpoint: null, partitions: [] }],
  },
)
