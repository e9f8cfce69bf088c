import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { ListMessages, MessageAnswer } from '#contract/http/messages.ts'
import { IdParams } from '#contract/http/shapes.ts'
import { byId, pagesOf } from '#platform/db/read-page.ts'
import { Failure } from '#platform/failure.ts'
import type { House } from '#platform/http/house.ts'
import { languageOf } from '#platform/http/language.ts'
import { describePage, pageOf } from '#platform/http/paging.ts'
import { type App, typed } from '#platform/http/typed-app.ts'
import type { FindLink } from './link-places.ts'
import { findMessage, type MessageRow } from './messages-store.ts'
import { presentMessage } from './present-message.ts'

const tags = ['messages']

type Filter = { status: MessageRow['status'] | undefined }

const pages = pagesOf(byId, (db, { status }: Filter) => {
  const rows = db.selectFrom('messages')
  return status ? rows.where('status', '=', status) : rows
})

export function messagesRoutes(root: App, { db }: House, findLink: FindLink): void {
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
      const { status, sort } = request.query
      const found = await pages(db.reader, { filter: { status }, sort: sort ?? '-id', page })
      describePage(request, reply, page, { count: found.rows.length, total: found.total, last: found.last })
      return Promise.all(found.rows.map((row) => presentMessage(row, viewerOf(request))))
    },
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
