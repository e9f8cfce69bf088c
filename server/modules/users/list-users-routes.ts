import { Type } from 'typebox'
import { CountUsers, ListUsers, UserAnswer } from '#contract/http/users.ts'
import { Facet } from '#contract/http/where.ts'
import type { House } from '#platform/http/house.ts'
import { describePage, pageOf } from '#platform/http/paging.ts'
import { allow } from '#platform/http/session-guard.ts'
import { type App, typed } from '#platform/http/typed-app.ts'
import { countUsers, listUsers } from './list-users.ts'
import { presentUser } from './present-user.ts'

const tags = ['users']

export function listUsersRoutes(root: App, { db, clock }: House): void {
  const app = typed(root)

  app.get(
    '/users',
    {
      schema: { tags, summary: 'List users', querystring: ListUsers, response: { 200: Type.Array(UserAnswer) } },
      config: { right: 'users.list' },
    },
    async (request, reply) => {
      const page = pageOf(request.query)
      const reach = allow(request.actor, 'users.list')
      const { rows, total, last } = await listUsers(db.reader, request.query, page, reach, clock.now())
      describePage(request, reply, page, { count: rows.length, total, last })
      return rows.map(presentUser)
    },
  )

  app.get(
    '/users/facets',
    {
      schema: {
        tags,
        summary: 'Count users by the values of fields',
        querystring: CountUsers,
        response: { 200: Type.Array(Facet) },
      },
      config: { right: 'users.list' },
    },
    ({ actor, query }) =>
      countUsers(db.reader, query.fields.split(','), query, allow(actor, 'users.list'), clock.now()),
  )
}
