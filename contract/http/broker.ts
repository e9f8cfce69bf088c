import { Type } from 'typebox'
import { TopicName } from './events.ts'
import { Nullable, Time } from './shapes.ts'

const count = { minimum: 0 }

export const BrokerAnswer = Type.Object(
  {
    transport: Type.Enum(['embedded', 'kafka']),
    state: Type.Enum(['not_used', 'unknown', 'up', 'down'], { description: 'unknown until its first answer' }),
    since: Nullable(Time),
    error: Nullable(Type.String()),
    servers: Type.Array(Type.String()),
    client_id: Nullable(Type.String()),
    behind: Type.Integer({ description: 'events that are not on Kafka yet' }),
    partitions: Type.Array(
      Type.Object({
        topic: TopicName,
        name: Type.String({ description: 'the topic on the cluster' }),
        topic_id: Nullable(Type.String()),
        partition: Type.Integer(count),
        published: Type.Integer({ ...count, description: 'number of the last event that Kafka has' }),
        next_offset: Type.Integer(count),
        behind: Type.Integer(),
        owner: Nullable(Type.String({ description: 'the process that publishes it' })),
      }),
    ),
  },
  {
    title: 'Broker',
    examples: [
      {
        transport: 'kafka',
        state: 'up',
        since: '2026-11-22T12:00:00.000+00:00',
        error: null,
        servers: ['localhost:9092'],
        client_id: 'mini-crm',
        behind: 0,
        partitions: [],
      },
    ],
  },
)
