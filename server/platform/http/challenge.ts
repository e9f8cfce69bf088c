import type { FastifyContextConfig } from 'fastify'
import type { ErrorCode } from '#contract/errors.ts'
import { scopeOf } from '#contract/scopes.ts'

const bearer = 'Bearer realm="Mini-CRM"'

/**
 * What WWW-Authenticate of a 401 asks for: a token where one can open the route, the session's cookie (for which HTTP
 * has no registered name) where somebody must have signed in.
 */
export function challengeOf(code: ErrorCode, { challenge, right }: FastifyContextConfig = {}): string {
  if (code === 'api_token_invalid') return `${bearer}, error="invalid_token"`
  return challenge ?? (right && scopeOf(right) ? `Cookie, ${bearer}` : 'Cookie')
}
