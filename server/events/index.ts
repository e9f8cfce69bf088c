// Owns: the log of what happened, its numbers, and how far every consumer has come.
// Promises: an event exists exactly when its change does; each effect once; order per key; nothing skipped in silence.
// Never: knows what an event means, or lets an address leave the database.

export { BrokerDesk } from './admin/broker-desk.ts'
export {
  discardDeadLetter,
  listDeadLetters,
  retryDeadLetter,
  retryDeadLetters,
} from './admin/dead-letters.ts'
export { eventsRoutes } from './admin/events-routes.ts'
export { findEventById } from './admin/find-event.ts'
export { listEvents } from './admin/list-events.ts'
export { countOpenFailures, type ListedGroup, listGroups } from './admin/list-groups.ts'
export { listEnds } from './admin/list-positions.ts'
export type { ListedEvent } from './admin/present-event.ts'
export { replayGroup } from './admin/replay.ts'
export { previewReplay, type ReplayPlan, type ReplayStart } from './admin/replay-plan.ts'
export { appendEvents } from './append.ts'
export { type Change, changesAfter, payloadsOf, watchLog } from './changes.ts'
export { type Consumer, call, effect, type Projection } from './consumer.ts'
export { type AnyDelivered, actorBecauseOf } from './delivered.ts'
export { erasePersonInEvents } from './erase.ts'
export { createEventTables } from './events-migration.ts'
export { exportEventsOf } from './export.ts'
export {
  ensureLog,
  findIdentity,
  getIdentity,
  keptSince,
  type LogIdentity,
  logBegan,
  openNewEpoch,
} from './identity.ts'
export { forgetSettledFailures, trimEvents } from './keeping.ts'
export { hasLiveConsumers } from './leases/shared-leases.ts'
export { hasUnnumbered, numberEverything } from './numbering.ts'
export { readOrigin } from './origin.ts'
export { type EventsProblem, startEvents } from './start-events.ts'
export { createKafkaTables } from './transports/kafka/kafka-tables.ts'
