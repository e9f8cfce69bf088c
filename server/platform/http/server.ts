import { randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify'
import type { ErrorCode } from '#contract/errors.ts'
import type { Config } from '../config/config.ts'
import { Failure } from '../failure.ts'
import type { Log } from '../log.ts'
import { rememberMethods } from './allowed-methods.ts'
import { failureBody, failureOf } from './answer-failure.ts'
import { challengeOf } from './challenge.ts'
import { checkAtFrontDoor } from './front-door.ts'
import { languageOf } from './language.ts'
import { answerMalformed, answerUnusual, rememberRequest } from './malformed.ts'
import type { Relaxations } from './relaxations.ts'
import { securityHeaders } from './security-headers.ts'
import { parseStrictJson } from './strict-json.ts'
import type { App } from './typed-app.ts'
import { validatorOf } from './validation.ts'

/** Milliseconds and bytes; tests shorten the times. */
export type Limits = {
  headersMs: number
  requestMs: number
  bodyBytes: number
  headerBytes: number
  /** Of the stream of changes. */
  live?: { beat: number; patience: number }
}
export const usualLimits: Limits = { headersMs: 10_000, requestMs: 30_000, bodyBytes: 65_536, headerBytes: 16_384 }

export type HttpOptions = { config: Config; log: Log; relaxations: Relaxations; limits?: Limits }

/** The HTTP server without a single route: limits, strict bodies, headers, errors, one log line per request. */
export async function createHttpServer(options: HttpOptions): Promise<App> {
  const { config, log } = options
  const limits = options.limits ?? usualLimits
  const constant = securityHeaders(config)
  const app = Fastify({
    logger: false,
    genReqId: () => randomUUID(),
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.requestMs,
    // Who takes nothing of an answer for this long does not want it; a late request is cut off earlier, with a 408.
    connectionTimeout: 2 * limits.requestMs,
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    trustProxy: config.trustedProxies.length > 0 ? [...config.trustedProxies] : false,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: false },
    http: {
      maxHeaderSize: limits.headerBytes,
      headersTimeout: limits.headersMs,
      connectionsCheckingInterval: Math.min(1000, limits.headersMs),
      // Node's own refusal has no body; the front door refuses the same.
      requireHostHeader: false,
    },
    clientErrorHandler: answerMalformed(constant),
    frameworkErrors: (error, request, reply) => {
      setConstantHeaders(reply, request.id, constant)
      answerError(log, error, request, reply)
    },
  })
  // a client that closes its half has asked all it wants to ask, and waits for the answer
  Object.assign(app.server, { httpAllowHalfOpen: true })
  answerUnusual(app, constant)
  useFrontDoor(app, options, constant)
  useStrictBodies(app)
  useErrors(app, log)
  logRequests(app, log)
  await app.register(cookie)
  return app
}

function useStrictBodies(app: App): void {
  // `curl -d ''` names a type for nothing: an empty body needs none, so a wrong one is no reason to refuse it.
  app.addHook('onRequest', async ({ raw: { headers } }) => {
    if (headers['content-length'] === '0') delete headers['content-type']
  })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (request: FastifyRequest, body: Buffer) => {
    if (!isPlainUtf8(request.headers)) throw new Failure('unsupported_media_type')
    return body.length === 0 ? undefined : parseStrictJson(body)
  })
  app.setValidatorCompiler(({ schema, httpPart }) => {
    const validate = validatorOf(schema, partOf(httpPart))
    return (input) => {
      try {
        return { value: validate(input) }
      } catch (error) {
        return { error: error as Error }
      }
    }
  })
  app.setSchemaErrorFormatter((errors) => errors as unknown as Error)
  app.setSerializerCompiler(() => JSON.stringify)
}

/** JSON is UTF-8; another charset or a compressed body would be read as something it is not. */
function isPlainUtf8(headers: FastifyRequest['headers']): boolean {
  const charset = /charset\s*=\s*"?([^";\s]+)/i.exec(headers['content-type'] ?? '')?.[1]
  return (charset === undefined || /^utf-?8$/i.test(charset)) && headers['content-encoding'] === undefined
}

function partOf(httpPart: string | undefined): 'body' | 'query' | 'path' | 'header' {
  if (httpPart === 'body') return 'body'
  if (httpPart === 'headers') return 'header'
  return httpPart === 'params' ? 'path' : 'query'
}

type ConstantHeaders = Readonly<Record<string, string>>

/** The first hook: a request must be remembered before the parser looks at what follows it. */
function useFrontDoor(app: App, { config, relaxations }: HttpOptions, constant: ConstantHeaders): void {
  app.addHook('onRequest', async (request, reply) => {
    setConstantHeaders(reply, request.id, constant)
    rememberRequest(request.raw, reply.raw)
    checkAtFrontDoor(request.raw, config, relaxations)
  })
}

function setConstantHeaders({ raw }: FastifyReply, requestId: string, constant: ConstantHeaders): void {
  for (const name in constant) raw.setHeader(name, constant[name] ?? '')
  raw.setHeader('x-request-id', requestId)
}

function useErrors(app: App, log: Log): void {
  const methodsOf = rememberMethods(app)
  app.setErrorHandler((error, request, reply) => answerError(log, error as Error, request, reply))
  const refuseAddress = async (request: FastifyRequest, reply: FastifyReply) => {
    const allow = methodsOf(request.url.split('?')[0] ?? '')
    if (allow.length > 0) reply.header('allow', allow.join(', '))
    throw allow.length > 0 ? new Failure('method_not_allowed', { allow }) : new Failure('not_found')
  }
  app.setNotFoundHandler(refuseAddress)
  // Before a body is read that nobody waits for.
  app.addHook('onRequest', async (request, reply) => {
    if (request.is404) await refuseAddress(request, reply)
  })
}

function answerError(log: Log, error: Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const known = failureOf(error)
  if (!known) log.error({ err: error, request_id: request.id }, 'ошибка сервера')
  const failure = known ?? new Failure('internal')
  const wait = failure.facts['retry_after']
  if (typeof wait === 'number' || failure.status === 503) reply.header('retry-after', String(wait ?? 5))
  if (failure.status === 401) reply.header('www-authenticate', challengeOf(failure.code, request.routeOptions.config))
  if (endsConnection.has(failure.code)) reply.header('connection', 'close')
  return reply
    .code(failure.status)
    .send(failureBody(failure, languageOf(request.headers['accept-language']), request.id))
}

/** The rest of a refused body is not worth reading, and who frames requests oddly may mean the next one oddly too. */
const endsConnection: ReadonlySet<ErrorCode> = new Set(['bad_request', 'body_too_large', 'headers_too_large'])

function logRequests(app: App, log: Log): void {
  app.addHook('onResponse', async (request, reply) => {
    const path = request.url.split('?')[0]
    const facts = { ms: Math.round(reply.elapsedTime), ip: request.ip, request_id: request.id }
    log.info(facts, `${request.method} ${path} ${reply.statusCode}`)
  })
}
