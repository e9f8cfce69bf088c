// Owns: what operators and load balancers ask: ping, health, metrics.
// Promises: ready stays green while requests can be served, also with the broker down.
// Never: answers health or metrics to strangers.
export { metricsOf } from './metrics.ts'
export { type Readiness, serviceRoutes } from './service-routes.ts'
