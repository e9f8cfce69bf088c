import { STATUS_CODES } from 'node:http'
import swagger from '@fastify/swagger'
import type { FastifySchema, RouteOptions } from 'fastify'
import { Type } from 'typebox'
import { errorTexts } from '#contract/error-texts.ts'
import type { ErrorCode } from '#contract/errors.ts'
import { errors } from '#contract/errors.ts'
import { ErrorAnswer } from '#contract/http/shapes.ts'
import { type Right, reachOf } from '#contract/rights.ts'
import { scopeOf } from '#contract/scopes.ts'
import { version } from '../version.ts'
import type { App } from './typed-app.ts'

const idempotencyKey = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({
      pattern: '^[!-~]{1,255}$',
      description: 'the same key within 24 hours: one effect, the same answer',
    }),
  ),
})

/** Collects every route that is registered after it; `app.swagger()` then gives OpenAPI 3.1. */
export async function collectOpenApi(app: App, cookieName: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Mini-CRM',
        version,
        description:
          'Users, courses and their events. Sign in with POST /login; the browser keeps the cookie for the other calls. Programs send `Authorization: Bearer` with an API token.',
      },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: cookieName },
          apiToken: {
            type: 'http',
            scheme: 'bearer',
            description:
              'A token of the Settings page for programs. An operation names the scope that opens it; never more than the role of its owner.',
          },
        },
      },
    },
    transformObject: (document) => {
      const described = 'openapiObject' in document ? document.openapiObject : document.swaggerObject
      freeOptionalBodies(described)
      return described
    },
    transform: ({ schema, url, route }) => ({ schema: describe((schema ?? {}) as FastifySchema, route), url }),
  })
}

/** Adds what follows from the route's place in the rights table and from what it may refuse. */
function describe(schema: FastifySchema, route: RouteOptions): FastifySchema {
  const { right, refuses = [], idempotent } = route.config ?? {}
  const codes = [...implied(schema, route), ...refuses, ...(idempotent ? (['idempotency_key_reused'] as const) : [])]
  const headers = idempotent ? { headers: idempotencyKey } : {}
  return {
    ...schema,
    ...headers,
    security: right === undefined ? [{ session: [] }] : securityOf(right),
    response: { ...refusals(codes), ...(schema.response as object) },
  }
}

/** Some answers are open to everybody and show more to whoever is signed in. */
function securityOf(right: Right): Record<string, string[]>[] {
  const reach = reachOf('anonymous', right)
  if (reach === 'all') return []
  const scope = scopeOf(right)
  const signedIn = [{ session: [] }, ...(scope ? [{ apiToken: [scope] }] : [])]
  return reach === 'no' ? signedIn : [{}, ...signedIn]
}

function implied(schema: FastifySchema, { method, config }: RouteOptions): ErrorCode[] {
  const { right, refusal = 'forbidden' } = config ?? {}
  const codes: ErrorCode[] = []
  if (right !== undefined && reachOf('anonymous', right) === 'no')
    codes.push('authentication_required', 'api_token_invalid', 'scope_missing')
  if (right !== undefined && reachOf('student', right) === 'no') codes.push(refusal)
  const isChange = [method].flat().some((name) => name !== 'GET' && name !== 'HEAD')
  if (isChange) codes.push('body_too_large', 'unsupported_media_type', 'foreign_origin')
  if (isChange || schema.querystring || schema.params) codes.push('validation')
  if (schema.params) codes.push('uri_too_long')
  return codes
}

/** The library calls every body required; one that may be null may be left out. */
function freeOptionalBodies(document: unknown): void {
  const { paths = {} } = document as { paths?: Record<string, Record<string, Operation>> }
  for (const operation of Object.values(paths).flatMap((item) => Object.values(item))) {
    const { requestBody } = operation
    const type = requestBody?.content['application/json']?.schema.type
    if (requestBody && Array.isArray(type) && type.includes('null')) requestBody.required = false
  }
}

type Operation = {
  requestBody?: { required?: boolean; content: Record<string, { schema: { type?: string | string[] } }> }
}

/** One entry per status, naming every code it may carry, and `default` for whatever else is refused. */
function refusals(codes: readonly ErrorCode[]): Record<string, object> {
  const statuses = [...new Set(codes.map((code) => errors[code]))]
  const entries = statuses.map((status) => [String(status), { ...ErrorAnswer, description: textsOf(codes, status) }])
  return { ...Object.fromEntries(entries), default: { ...ErrorAnswer, description: anyOther } }
}

/** What may happen to any request, whatever its route. */
const anyOther = `Any other refusal: ${(['bad_request', 'api_token_invalid', 'wrong_host', 'headers_too_large', 'request_timeout', 'internal', 'overloaded', 'unavailable', 'storage_full'] as const).map((code) => `${errors[code]} ${code}`).join(', ')}`

function textsOf(codes: readonly ErrorCode[], status: number): string {
  const named = [...new Set(codes)].filter((code) => errors[code] === status)
  return `${STATUS_CODES[status]}: ${named.map((code) => `${code} (${errorTexts[code].en})`).join('; ')}`
}
