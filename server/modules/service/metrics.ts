import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { type BrokerDesk, listGroups } from '#events/index.ts'
import type { Database } from '#platform/db/database.ts'
import type { App } from '#platform/http/server.ts'

export type Metrics = { watch(app: App): void; text(): Promise<string>; contentType: string; stop(): void }

/** Prometheus metrics of the process, its requests, transactions and consumer groups. One registry per app. */
export function metricsOf(db: Database, desk: BrokerDesk): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  watchTransactions(registry, db)
  const groups = groupGauges(registry)
  const broker = brokerGauges(registry)
  return {
    watch: (app) => watchRequests(registry, app),
    async text() {
      const listed = await listGroups(db.reader)
      for (const group of listed) {
        groups.lag.set({ group: group.group }, group.lag)
        groups.parked.set({ group: group.group }, group.parked)
        groups.dead.set({ group: group.group }, group.dead)
      }
      await broker.look(db, desk)
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

function groupGauges(registry: Registry) {
  const gauge = (name: string, help: string) =>
    new Gauge({ name: `consumer_group_${name}`, help, labelNames: ['group'], registers: [registry] })
  return {
    lag: gauge('lag', 'Events that the group has not handled yet'),
    parked: gauge('parked', 'Events that failed and are tried again'),
    dead: gauge('dead_letters', 'Events that need a person'),
  }
}

function brokerGauges(registry: Registry) {
  const up = new Gauge({ name: 'kafka_broker_up', help: '1: the broker answers', registers: [registry] })
  const published = new Gauge({
    name: 'kafka_bridge_published',
    help: 'Events published by this process since its start',
    registers: [registry],
  })
  const behind = new Gauge({
    name: 'kafka_bridge_behind',
    help: 'Events that are not on Kafka yet',
    labelNames: ['topic', 'partition'],
    registers: [registry],
  })
  return {
    async look(db: Database, desk: BrokerDesk) {
      if (desk.state === 'not_used') return
      up.set(desk.state === 'up' ? 1 : 0)
      published.set(desk.published)
      const { partitions } = await desk.describe(db.reader)
      for (const lane of partitions) behind.set({ topic: lane.name, partition: lane.partition }, lane.behind)
    },
  }
}
