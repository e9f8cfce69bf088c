import { type Static, Type } from 'typebox'
import { Json, Partition } from './events.ts'
import { Nullable, Time } from './shapes.ts'

const TopicOnCluster = Type.String({
  minLength: 1,
  maxLength: 249,
  pattern: '^(?!\\.{1,2}$)[A-Za-z0-9._-]+$',
  description: 'as Kafka allows: letters, digits, dot, underscore, hyphen',
  examples: ['partner-events'],
})
const Offset = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })

export const ClusterTopic = Type.Object(
  {
    name: Type.String(),
    topic_id: Type.String(),
    ours: Type.Boolean({ description: 'the CRM publishes to it' }),
    partitions: Type.Array(
      Type.Object({
        partition: Partition,
        leader: Type.Integer({ description: 'id of the broker that leads it; -1: none' }),
        first_offset: Type.Integer(),
        next_offset: Type.Integer(),
      }),
    ),
  },
  {
    title: 'ClusterTopic',
    examples: [
      {
        name: 'course-events',
        topic_id: '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
        ours: true,
        partitions: [{ partition: 0, leader: 1, first_offset: 0, next_offset: 42 }],
      },
    ],
  },
)
export type ClusterTopic = Static<typeof ClusterTopic>

export const CreateTopic = Type.Object(
  { name: TopicOnCluster, partitions: Type.Integer({ minimum: 1, maximum: 100 }) },
  { additionalProperties: false, examples: [{ name: 'partner-events', partitions: 6 }] },
)

export const ClusterTopicParams = Type.Object({ name: TopicOnCluster })

export const ListRecords = Type.Object({
  partition: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000, description: 'all of them unless said' })),
  offset: Type.Optional({ ...Offset, description: 'begin here; with one partition only' }),
  since: Type.Optional(Time),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100, description: 'of each partition' })),
})
export type ListRecords = Static<typeof ListRecords>

export const RecordAnswer = Type.Object(
  {
    partition: Partition,
    offset: Offset,
    time: Time,
    key: Nullable(Type.String({ description: 'base64: in front of bytes that are no text' })),
    value: Json,
    headers: Type.Record(Type.String(), Type.String()),
  },
  {
    title: 'Record',
    examples: [
      {
        partition: 0,
        offset: 41,
        time: '2026-11-22T12:00:00.000+00:00',
        key: '1',
        value: { event_type: 'course.created' },
        headers: { ce_type: 'course.created', ce_sequence: '41' },
      },
    ],
  },
)
export type RecordAnswer = Static<typeof RecordAnswer>
