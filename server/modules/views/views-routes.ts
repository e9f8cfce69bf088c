import { Type } from 'typebox'
import { IdParams } from '#contract/http/shapes.ts'
import { CreateView, ListViews, UpdateView, ViewAnswer, viewedLists } from '#contract/http/views.ts'
import { etagOf, expectedVersions, sendObject } from '#platform/http/etag.ts'
import type { House } from '#platform/http/house.ts'
import { once } from '#platform/http/once.ts'
import { allow } from '#platform/http/session-guard.ts'
import { type App, typed } from '#platform/http/typed-app.ts'
import { createView, presentView, removeView, signedIn, updateView } from './change-views.ts'
import { listViews } from './views-store.ts'

const tags = ['views']
const ifMatch = Type.Object({
  'if-match': Type.Optional(Type.String({ description: 'the ETag this change is based on' })),
})

export function viewsRoutes(root: App, house: House): void {
  const app = typed(root)
  const { db, clock } = house

  app.get(
    '/views',
    {
      schema: {
        tags,
        summary: 'Saved views of a list: one’s own and the team’s',
        querystring: ListViews,
        response: { 200: Type.Array(ViewAnswer) },
      },
      config: { right: 'views.own' },
    },
    async ({ actor, query }) => {
      allow(actor, viewedLists[query.list])
      const views = await listViews(db.reader, query.list, signedIn(actor))
      return views.map((view) => presentView(actor, view))
    },
  )

  app.post(
    '/views',
    {
      schema: { tags, summary: 'Save a view of a list', body: CreateView, response: { 201: ViewAnswer } },
      config: { right: 'views.own', refuses: ['forbidden', 'too_many_views'], idempotent: true },
    },
    (request, reply) =>
      once(house, request, reply, async () => async (tx) => {
        const view = await createView(tx, request.actor, request.body, clock.now())
        const headers = { location: `/views/${view.id}`, etag: etagOf(view.version) }
        return { status: 201, body: presentView(request.actor, view), headers }
      }),
  )

  app.patch(
    '/views/:id',
    {
      schema: {
        tags,
        summary: 'Rename, change or share a saved view',
        params: IdParams,
        body: UpdateView,
        headers: ifMatch,
        response: { 200: ViewAnswer },
      },
      config: { right: 'views.own', refuses: ['forbidden', 'view_not_found', 'version_conflict'] },
    },
    async (request, reply) => {
      const { actor, params, body } = request
      const view = await db.inTransaction((tx) =>
        updateView(tx, actor, params.id, body, expectedVersions(request), clock.now()),
      )
      return sendObject(reply, presentView(actor, view))
    },
  )

  app.delete(
    '/views/:id',
    {
      schema: {
        tags,
        summary: 'Delete a saved view',
        params: IdParams,
        headers: ifMatch,
        response: { 200: ViewAnswer },
      },
      config: { right: 'views.own', refuses: ['forbidden', 'view_not_found', 'version_conflict'] },
    },
    async (request) => {
      const { actor, params } = request
      const view = await db.inTransaction((tx) => removeView(tx, actor, params.id, expectedVersions(request)))
      return presentView(actor, view)
    },
  )
}
