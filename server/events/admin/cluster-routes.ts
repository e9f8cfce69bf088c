import { Type } from 'typebox'
import { ClusterTopic, ClusterTopicParams, CreateTopic, ListRecords, RecordAnswer } from '#contract/http/cluster.ts'
import { Failure } from '#platform/failure.ts'
import { type App, typed } from '#platform/http/typed-app.ts'
import type { BrokerDesk } from './broker-desk.ts'

const tags = ['events']
const away = ['kafka_not_used', 'unavailable'] as const

/** The cluster itself, for those who have one: everything here is refused with `kafka_not_used` without Kafka. */
export function clusterRoutes(root: App, desk: BrokerDesk): void {
  const app = typed(root)
  const cluster = () => {
    if (!desk.cluster) throw new Failure('kafka_not_used')
    return desk.cluster
  }

  app.get(
    '/events/broker/topics',
    {
      schema: {
        tags,
        summary: 'Every topic of the Kafka cluster, ours and others',
        response: { 200: Type.Array(ClusterTopic) },
      },
      config: { right: 'events.read', refuses: away },
    },
    async () => cluster().listTopics(),
  )

  app.post(
    '/events/broker/topics',
    {
      schema: { tags, summary: 'Create a topic on Kafka', body: CreateTopic, response: { 201: ClusterTopic } },
      config: { right: 'events.repair', refuses: [...away, 'topic_exists', 'topic_refused'] },
    },
    async ({ body }, reply) => reply.code(201).send(await cluster().createTopic(body.name, body.partitions)),
  )

  app.get(
    '/events/broker/topics/:name/records',
    {
      schema: {
        tags,
        summary: 'Records of a topic as Kafka has them, the newest first',
        params: ClusterTopicParams,
        querystring: ListRecords,
        response: { 200: Type.Array(RecordAnswer) },
      },
      config: { right: 'events.read', refuses: [...away, 'topic_not_found'] },
    },
    async ({ params, query }) => cluster().listRecords(params.name, query),
  )
}
