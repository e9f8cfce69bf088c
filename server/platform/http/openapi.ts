import { STATUS_CODES } from 'node:http'
import swagger from '@fastify/swagger'
import type { FastifySchema, RouteOptions } from 'fastify'
import { Type } from 'typebox'
import { errorTexts } from '#contract/error-texts.ts'
import type { ErrorCode } from '#contract/errors.ts'
import { errors } from '#contract/errors.ts'
import { ErrorAnswer } from '#contract/http/shapes.ts'
import { type Right, reachOf } from '#contract/rights.ts'
import type { App } from './server.ts'

const idempotencyKey = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({ maxLength: 255, description: 'the same key within 24 hours: one effect, the same answer' }),
  ),
})

/** Collects every route that is registered after it; `app.swagger()` then gives OpenAPI 3.1. */
export async function collectOpenApi(app: App, cookieName: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Mini-CRM',
        version: '0.1.0',
        description:
          'Users, courses and their events. Sign in with POST /login; the browser keeps the cookie for the other calls.',
      },
      components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: cookieName } } },
    },
    transform: ({ schema, url, route }) => ({ schema: describe((schema ?? {}) as FastifySchema, route), url }),
  })
}

/** Adds what follows from the route's place in the rights table and from what it may refuse. */
function describe(schema: FastifySchema, route: RouteOptions): FastifySchema {
  const { right, refuses = [], refusal, idempotent } = route.config ?? {}
  const codes = [
    ...implied(schema, right, refusal),
    ...refuses,
    ...(idempotent ? (['idempotency_key_reused'] as const) : []),
  ]
  const headers = idempotent ? { headers: idempotencyKey } : {}
  const open = right !== undefined && reachOf('anonymous', right) !== 'no'
  return {
    ...schema,
    ...headers,
    security: open ? [] : [{ session: [] }],
    response: { ...refusals(codes), ...(schema.response as object) },
  }
}

function implied(schema: FastifySchema, right: Right | undefined, refusal: ErrorCode = 'forbidden'): ErrorCode[] {
  const codes: ErrorCode[] = []
  if (right !== undefined && reachOf('anonymous', right) === 'no') codes.push('authentication_required')
  if (right !== undefined && reachOf('student', right) === 'no') codes.push(refusal)
  if (schema.body) codes.push('body_too_large', 'unsupported_media_type', 'foreign_origin')
  if (schema.body || schema.querystring || schema.params) codes.push('validation')
  return codes
}

/** One entry per status, naming every code it may carry, and `default` for whatever else is refused. */
function refusals(codes: readonly ErrorCode[]): Record<string, object> {
  const statuses = [...new Set(codes.map((code) => errors[code]))]
  const entries = statuses.map((status) => [String(status), { ...ErrorAnswer, description: textsOf(codes, status) }])
  return { ...Object.fromEntries(entries), default: { ...ErrorAnswer, description: 'Any other refusal' } }
}

function textsOf(codes: readonly ErrorCode[], status: number): string {
  const named = [...new Set(codes)].filter((code) => errors[code] === status)
  return `${STATUS_CODES[status]}: ${named.map((code) => `${code} (${errorTexts[code].en})`).join('; ')}`
}
