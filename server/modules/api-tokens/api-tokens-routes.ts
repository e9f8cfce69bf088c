import { Type } from 'typebox'
import { ApiTokenAnswer, CreateApiToken, NewApiTokenAnswer } from '#contract/http/api-tokens.ts'
import { IdParams } from '#contract/http/shapes.ts'
import { Failure } from '#platform/failure.ts'
import type { House } from '#platform/http/house.ts'
import { reach } from '#platform/http/session-guard.ts'
import { type App, typed } from '#platform/http/typed-app.ts'
import { listApiTokens } from './api-tokens-store.ts'
import { createApiToken } from './create-api-token.ts'
import { presentApiTokens } from './present-api-token.ts'
import { endApiToken } from './revoke-api-token.ts'

const tags = ['api tokens']
const right = 'api_tokens.manage'

export function apiTokensRoutes(root: App, house: House): void {
  const app = typed(root)
  const { db, clock } = house

  app.get(
    '/api-tokens',
    {
      schema: {
        tags,
        summary: 'API tokens that were not revoked: one’s own, for the owner everybody’s',
        response: { 200: Type.Array(ApiTokenAnswer) },
      },
      config: { right },
    },
    async ({ actor }) => {
      const rows = await listApiTokens(db.reader, reach(actor, right) === 'all' ? null : (actor.userId ?? 0))
      return presentApiTokens(db.reader, rows, clock.now())
    },
  )

  app.post(
    '/api-tokens',
    {
      schema: {
        tags,
        summary: 'Make an API token for oneself',
        description:
          'Takes no Idempotency-Key: the token is shown once and stored nowhere, so that an answer cannot be repeated. Revoke a token whose answer was lost.',
        body: CreateApiToken,
        response: { 201: NewApiTokenAnswer },
      },
      config: { right, refuses: ['wrong_password', 'api_tokens_full', 'too_many_requests', 'overloaded'] },
    },
    async ({ actor, body }, reply) => {
      const { row, token } = await createApiToken(house, actor, body)
      const [shown] = await presentApiTokens(db.reader, [row], clock.now())
      if (!shown) throw new Failure('api_token_not_found')
      reply.code(201)
      return { ...shown, token }
    },
  )

  app.delete(
    '/api-tokens/:id',
    {
      schema: { tags, summary: 'Revoke an API token', params: IdParams, response: { 200: ApiTokenAnswer } },
      config: { right, refuses: ['api_token_not_found'] },
    },
    async ({ actor, params }) => {
      const row = await db.inTransaction((tx) => endApiToken(tx, actor, params.id, clock.now()))
      const [shown] = await presentApiTokens(db.reader, [row], clock.now())
      if (!shown) throw new Failure('api_token_not_found')
      return shown
    },
  )
}
