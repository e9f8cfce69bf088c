import { SearchAnswer, SearchFor } from '#contract/http/search.ts'
import type { House } from '#platform/http/house.ts'
import { type App, typed } from '#platform/http/typed-app.ts'
import { searchEverything } from './search-everything.ts'

export function searchRoutes(root: App, { db }: House): void {
  typed(root).get(
    '/search',
    {
      schema: {
        tags: ['search'],
        summary: 'Users, courses, events, audit and messages, as far as the viewer may list them',
        querystring: SearchFor,
        response: { 200: SearchAnswer },
      },
      config: { right: 'search.use' },
    },
    async ({ actor, query }) => ({ groups: await searchEverything(db.reader, actor, query.q, query.limit ?? 5) }),
  )
}
