import { Type } from 'typebox'
import { CountMessages, ListMessages, MessageAnswer } from '#contract/http/messages.ts'
import { IdParams } from '#contract/http/shapes.ts'
import { Facet } from '#contract/http/where.ts'
import { isoTime } from '#platform/clock.ts'
import { Failure } from '#platform/failure.ts'
import type { House } from '#platform/http/house.ts'
import { describePage, pageOf } from '#platform/http/paging.ts'
import { type App, typed } from '#platform/http/typed-app.ts'
import { countMessages, listMessages } from './list-messages.ts'
import { findMessage, type MessageRow } from './messages-store.ts'

const tags = ['messages']

export function messagesRoutes(root: App, { db, clock }: House): void {
  const app = typed(root)

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
      return found.rows.map(presentMessage)
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
    async ({ params }) => {
      const message = await findMessage(db.reader, params.id)
      if (!message) throw new Failure('message_not_found')
      return presentMessage(message)
    },
  )
}

function presentMessage(row: MessageRow): MessageAnswer {
  return {
    id: row.id,
    template: row.template,
    user_id: row.user_id,
    to: row.to_address,
    subject: row.subject,
    body: row.body,
    status: row.status,
    error: row.error,
    created_at: isoTime(row.created_at),
    sent_at: row.sent_at === null ? null : isoTime(row.sent_at),
  }
}
