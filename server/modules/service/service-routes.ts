import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { HealthAnswer, HealthDetails } from '#contract/http/service.ts'
import type { BrokerDesk } from '#events/index.ts'
import { Failure } from '#platform/failure.ts'
import type { House } from '#platform/http/house.ts'
import { bearsToken } from '#platform/http/operator-token.ts'
import { isFromLoopback } from '#platform/http/relaxations.ts'
import { type App, typed } from '#platform/http/typed-app.ts'
import { checkHealth, checkLife } from './check-health.ts'
import { describeHealth } from './describe-health.ts'
import type { Metrics } from './metrics.ts'

/** Whether the process takes requests: false while it starts up or drains. */
export type Readiness = { ready: boolean }

const tags = ['service']

/** What /health/ready asks beside the database. */
export type Signs = { readonly readiness: Readiness; readonly desk: BrokerDesk }

export function serviceRoutes(root: App, house: House, metrics: Metrics, signs: Signs): void {
  const app = typed(root)
  const forOperators = async (request: FastifyRequest) => requireOperator(request, house.config.metricsToken)

  app.get(
    '/ping',
    {
      schema: {
        tags,
        summary: 'Is anybody there?',
        response: { 200: Type.Object({ ok: Type.Boolean({ examples: [true] }) }) },
      },
      config: { right: 'service.use' },
    },
    async () => ({ ok: true }),
  )

  app.get(
    '/health/live',
    {
      schema: {
        tags,
        summary: 'The process answers (loopback or METRICS_TOKEN)',
        response: { 200: HealthAnswer },
      },
      config: { right: 'service.use', refuses: ['authentication_required'], challenge: 'Bearer realm="Mini-CRM"' },
      onRequest: forOperators,
    },
    () => checkLife(house, signs),
  )

  app.get(
    '/health/ready',
    {
      schema: {
        tags,
        summary: 'Requests can be served (loopback or METRICS_TOKEN)',
        response: { 200: HealthAnswer, 503: HealthAnswer },
      },
      config: { right: 'service.use', refuses: ['authentication_required'], challenge: 'Bearer realm="Mini-CRM"' },
      onRequest: forOperators,
    },
    async (_request, reply) => {
      const health = await checkHealth(house, signs)
      return reply.code(health.status === 'ok' ? 200 : 503).send(health)
    },
  )

  app.get(
    '/health/details',
    {
      schema: {
        tags,
        summary: 'How everything is, for administrators: database, disk, copies, events, mail, accounts',
        response: { 200: HealthDetails },
      },
      config: { right: 'settings.read' },
    },
    () => describeHealth(house, signs),
  )

  app.get(
    '/metrics',
    {
      schema: {
        tags,
        summary: 'Prometheus metrics (loopback or METRICS_TOKEN)',
        response: { 200: { description: 'Prometheus text', content: { 'text/plain': { schema: Type.String() } } } },
      },
      config: { right: 'service.use', refuses: ['authentication_required'], challenge: 'Bearer realm="Mini-CRM"' },
      onRequest: forOperators,
    },
    async (_request, reply) =>
      reply
        .type(metrics.contentType)
        .serializer(String)
        .send(await metrics.text()),
  )
}

/** Loopback without a proxy in between, or the token: what these answers tell is nobody else's business. */
function requireOperator(request: FastifyRequest, token: string | null): void {
  if (!bearsToken(request.raw, token) && !isFromLoopback(request.raw)) throw new Failure('authentication_required')
}
