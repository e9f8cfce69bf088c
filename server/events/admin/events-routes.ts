import { Type } from 'typebox'
import { BrokerAnswer } from '#contract/http/broker.ts'
import { EventAnswer, EventParams, GroupAnswer, ListEvents, TopicAnswer } from '#contract/http/events.ts'
import type { House } from '#platform/http/house.ts'
import { nextLink } from '#platform/http/paging.ts'
import { type App, typed } from '#platform/http/typed-app.ts'
import type { Consumer } from '../consumer.ts'
import type { BrokerDesk } from './broker-desk.ts'
import { clusterRoutes } from './cluster-routes.ts'
import { deadLettersRoutes } from './dead-letters-routes.ts'
import { describeTopics } from './describe-topics.ts'
import { filterOf } from './event-filter.ts'
import { getEvent } from './find-event.ts'
import { listEvents } from './list-events.ts'
import { listGroups } from './list-groups.ts'
import { presentGroup } from './present-group.ts'
import { replayRoutes } from './replay-routes.ts'

const tags = ['events']

/** The log and its consumers, for administrators. */
export function eventsRoutes(root: App, house: House, consumers: readonly Consumer[], desk: BrokerDesk): void {
  const app = typed(root)
  const { reader } = house.db

  app.get(
    '/events',
    {
      schema: {
        tags,
        summary: 'Events by number, time, topic, partition, key, type or text, from either end',
        querystring: ListEvents,
        response: { 200: Type.Array(EventAnswer) },
      },
      config: { right: 'events.read' },
    },
    async (request, reply) => {
      const limit = request.query.limit ?? 100
      const { events, next } = await listEvents(reader, { ...(await filterOf(reader, request.query)), limit })
      // also behind the newest event: from there a reader goes on when more has happened
      if (next) reply.header('link', nextLink(request, { after: next, limit: String(limit) }))
      return events
    },
  )

  app.get(
    '/events/:seq',
    {
      schema: { tags, summary: 'One event by its number', params: EventParams, response: { 200: EventAnswer } },
      config: { right: 'events.read', refuses: ['event_not_found'] },
    },
    async ({ params }) => getEvent(reader, params.seq),
  )

  app.get(
    '/events/topics',
    {
      schema: { tags, summary: 'Topics with their partitions', response: { 200: Type.Array(TopicAnswer) } },
      config: { right: 'events.read' },
    },
    async () => describeTopics(reader, desk, house.clock.now()),
  )

  app.get(
    '/events/groups',
    {
      schema: {
        tags,
        summary: 'Consumer groups with position, end and lag',
        response: { 200: Type.Array(GroupAnswer) },
      },
      config: { right: 'events.read' },
    },
    async () => {
      const offsets = await desk.offsets(reader)
      return (await listGroups(reader)).map((group) => presentGroup(group, desk.groupNameOf(group.group), offsets))
    },
  )

  app.get(
    '/events/broker',
    {
      schema: {
        tags,
        summary: 'The broker, and what is not published to it yet',
        response: { 200: BrokerAnswer },
      },
      config: { right: 'events.read' },
    },
    async () => desk.describe(reader),
  )

  clusterRoutes(root, desk)
  replayRoutes(root, house, consumers)
  deadLettersRoutes(root, house)
}
