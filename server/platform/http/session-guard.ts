import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ErrorCode } from '#contract/errors.ts'
import { type Party, type Reach, type Right, reachOf, rights } from '#contract/rights.ts'
import { opens } from '#contract/scopes.ts'
import type { Actor } from '../actor.ts'
import { Failure } from '../failure.ts'
import { apiTokenOf } from './api-token.ts'
import type { App } from './typed-app.ts'

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor
    /** Who asks, looked up anew: for an answer that goes on for long. */
    actorNow(): Promise<Actor>
  }
  interface FastifyContextConfig {
    /** The row of the rights table that opens this route. */
    right?: Right
    /** The refusal for signed-in people whose role has no such right; `forbidden` when not named. */
    refusal?: ErrorCode
    /** What else the route may refuse: documented in OpenAPI. */
    refuses?: readonly ErrorCode[]
    /** What a 401 of this route asks for; worked out from the right when not named. */
    challenge?: string
    /** Takes an Idempotency-Key. */
    idempotent?: boolean
    /** Asked by a page by itself, not by a person: does not keep a session from growing idle. */
    unattended?: boolean
  }
}

/** Finds who holds a session token; null: nobody (unknown, expired, ended, or the account is not active). */
export type FindActor = (
  token: string,
  request: FastifyRequest,
) => Promise<Pick<Actor, 'userId' | 'role' | 'sessionId' | 'token'> | null>

/** Default deny: a route without a row in the rights table stops the start, a party without a right gets 401 or 403. */
export function guardRoutes(app: App, cookieName: string, findActor: FindActor, findHolder?: FindActor): void {
  app.decorateRequest('actor', null as unknown as Actor)
  app.decorateRequest('actorNow', function (this: FastifyRequest) {
    return actorOf(this, cookieName, findActor, findHolder)
  })
  app.addHook('onRoute', ({ url, method, config }) => {
    if (!config?.right || !Object.hasOwn(rights, config.right))
      throw new Error(`${method} ${url} has no row in the rights table`)
  })
  app.addHook('onRequest', async (request: FastifyRequest, _reply: FastifyReply) => {
    const { right, refusal } = request.routeOptions.config
    const actor = await actorOf(request, cookieName, findActor, findHolder)
    request.actor = actor
    if (right === undefined) return // an unknown address: answered 404 or 405
    // What is open to everybody stays open; where its scopes do not reach, a token is nobody.
    if (actor.token && !opens(actor.token.scopes, right) && reachOf('anonymous', right) !== 'no')
      request.actor = { userId: null, role: 'anonymous', requestId: actor.requestId, address: actor.address }
    if (reach(request.actor, right) === 'no') throw refuse(request.actor, right, refusal)
  })
}

/** A token of a program goes before the cookie: no browser sends one by itself, so that it needs no proof of origin. */
async function actorOf(
  request: FastifyRequest,
  cookieName: string,
  findActor: FindActor,
  findHolder: FindActor | undefined,
): Promise<Actor> {
  const apiToken = apiTokenOf(request.raw)
  const session = request.cookies[cookieName]
  const found = await (apiToken && findHolder
    ? findHolder(apiToken, request)
    : session
      ? findActor(session, request)
      : null)
  const through = { requestId: request.id, address: request.ip }
  return found ? { ...found, ...through } : { userId: null, role: 'anonymous', ...through }
}

function refuse(actor: Actor, right: Right, refusal: ErrorCode = 'forbidden'): Failure {
  if (actor.token && !opens(actor.token.scopes, right)) return new Failure('scope_missing')
  return new Failure(actor.userId === null ? 'authentication_required' : refusal)
}

/** How far the actor may go with a right; the system itself may do everything, a token no more than its scopes say. */
export function reach(actor: Actor, right: Right): Reach {
  if (actor.token && !opens(actor.token.scopes, right)) return reachOf('anonymous', right)
  return actor.role === 'system' ? 'all' : reachOf(actor.role satisfies Party, right)
}

/** For rights that depend on the object or a field: throws 401 or 403. */
export function allow(actor: Actor, right: Right, refusal?: ErrorCode): Reach {
  const reached = reach(actor, right)
  if (reached === 'no') throw refuse(actor, right, refusal)
  return reached
}
