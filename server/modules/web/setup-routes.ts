import { Type } from 'typebox'
import { DemoSchoolAnswer, SessionState } from '#contract/http/setup.ts'
import { Nullable } from '#contract/http/shapes.ts'
import type { House } from '#platform/http/house.ts'
import { languageOf } from '#platform/http/language.ts'
import { type App, typed } from '#platform/http/typed-app.ts'
import { growDemo } from './grow-demo.ts'
import { sessionState } from './session-state.ts'

export function setupRoutes(root: App, house: House): void {
  const app = typed(root)

  app.get(
    '/session',
    {
      schema: {
        tags: ['sessions'],
        summary: 'Who is signed in, or what to do first',
        response: { 200: SessionState },
      },
      config: { right: 'service.use' },
    },
    async (request) => sessionState(house, request),
  )

  app.post(
    '/demo-school',
    {
      schema: {
        tags: ['setup'],
        summary: 'Fill an empty CRM with a believable school (local mode)',
        description:
          'Its people and courses are Russian or English by Accept-Language. Takes no Idempotency-Key: the school grows in many transactions, and the answer holds a password that is stored nowhere and so cannot be repeated. A second call is refused with school_not_empty; who lost the answer sets a password anew with POST /password-resets or npm run crm -- owner reset.',
        body: Nullable(Type.Object({})),
        response: { 201: DemoSchoolAnswer },
      },
      config: { right: 'demo.create', refuses: ['school_not_empty', 'forbidden'] },
    },
    async ({ actor, headers }, reply) => {
      const grown = await growDemo(house, actor, languageOf(headers['accept-language']))
      reply.code(201)
      return grown
    },
  )
}
