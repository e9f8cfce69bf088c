import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import type { BrokerDesk } from '#events/index.ts'
import type { Database } from '#platform/db/database.ts'
import type { App } from '#platform/http/typed-app.ts'
import { eventGauges } from './event-gauges.ts'

export type Metrics = { watch(app: App): void; text(): Promise<string>; contentType: string; stop(): void }

/** Prometheus metrics of the process, its requests, transactions, events and Kafka. One registry per app. */
export function metricsOf(db: Database, desk: BrokerDesk): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  watchTransactions(registry, db)
  const events = eventGauges(registry)
  return {
    watch: (app) => watchRequests(registry, app),
    async text() {
      await events.look(db, desk)
      return registry.metrics()
    },
    contentType: registry.contentType,
    stop: () => registry.clear(),
  }
}

function watchRequests(registry: Registry, app: App): void {
  const seconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from request to answer, by route',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5],
    registers: [registry],
  })
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown'
    seconds.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000)
  })
}

function watchTransactions(registry: Registry, db: Database): void {
  const counted = {
    transactions: 'Transactions since the start',
    commits: 'Durable commits since the start; fewer than transactions when shared',
  } as const
  for (const name of ['transactions', 'commits'] as const) {
    new Counter({
      name: `database_${name}_total`,
      help: counted[name],
      registers: [registry],
      collect() {
        this.reset()
        this.inc(db.stats()[name])
      },
    })
  }
}
