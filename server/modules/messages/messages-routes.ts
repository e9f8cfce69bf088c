import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { CountMessages, ListMessages, MessageAnswer } from '#contract/http/messages.ts'
import { IdParams } from '#contract/http/shapes.ts'
import { Facet } from '#contract/http/where.ts'
import { Failure } from '#platform/failure.ts'
import type { House } from '#platform/http/house.ts'
import { languageOf } from '#platform/http/language.ts'
import { describePage, pageOf } from '#platform/http/paging.ts'
import { type App, typed } from '#platform/http/typed-app.ts'
import type { FindLink } from './link-places.ts'
import { countMessages, listMessages } from './list-messages.ts'
import { findMessage } from './messages-store.ts'
import { presentMessage } from './present-message.ts'

const tags = ['messages']

export function messagesRoutes(root: App, { db, clock }: House, findLink: FindLink): void {
  const app = typed(root)
  const viewerOf = ({ actor, headers }: FastifyRequest) => ({
    actor,
    locale: languageOf(headers['accept-language']),
    findLink,
  })

  app.get(
    '/messages',
    {
      schema: {
        tags,
        summary: 'Messages to people, newest first',
        querystring: ListMessages,
        response: { 200: Type.Array(MessageAnswer) },
      },
      config: { right: 'messages.read' },
    },
    async (request, reply) => {
      const page = pageOf(request.query)
      const found = await listMessages(db.reader, request.query, page, clock.now())
      describePage(request, reply, page, { count: found.rows.length, total: found.total, last: found.last })
      return Promise.all(found.rows.map((row) => presentMessage(row, viewerOf(request))))
    },
  )

  app.get(
    '/messages/facets',
    {
      schema: {
        tags,
        summary: 'Count messages by the values of fields',
        querystring: CountMessages,
        response: { 200: Type.Array(Facet) },
      },
      config: { right: 'messages.read' },
    },
    ({ query }) => countMessages(db.reader, query.fields.split(','), query, clock.now()),
  )

  app.get(
    '/messages/:id',
    {
      schema: { tags, summary: 'Get a message', params: IdParams, response: { 200: MessageAnswer } },
      config: { right: 'messages.read', refuses: ['message_not_found'] },
    },
    async (request) => {
      const message = await findMessage(db.reader, request.params.id)
      if (!message) throw new Failure('message_not_found')
      return presentMessage(message, viewerOf(request))
    },
  )
}
