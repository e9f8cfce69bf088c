import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type { Clock } from '#platform/clock.ts'
import { roles as allRoles, type Role } from '#platform/config/config.ts'
import type { KafkaConfig } from '#platform/config/kafka-config.ts'
import type { Database } from '#platform/db/database.ts'
import type { BrokerDesk } from './admin/broker-desk.ts'
import type { Consumer } from './consumer.ts'
import { getIdentity, type LogIdentity } from './identity.ts'
import { fileOwnerLeases } from './leases/file-owner-leases.ts'
import type { Leases } from './leases/lease.ts'
import { sharedLeases } from './leases/shared-leases.ts'
import { startNumberer } from './numberer.ts'
import type { ConsumerProblem } from './runner/assignment.ts'
import { startRunner } from './runner/runner.ts'
import { embeddedSource } from './transports/embedded.ts'
import type { KafkaProblem, KafkaTransport } from './transports/kafka/kafka-transport.ts'
import type { RecordSource } from './transports/source.ts'

export type EventsProblem = ConsumerProblem | KafkaProblem | { readonly kind: 'numbering'; readonly error: unknown }

export type EventsOptions = {
  readonly database: Database
  readonly clock: Clock
  readonly consumers: readonly Consumer[]
  /** What this process does; everything unless named. */
  readonly roles?: readonly Role[]
  /** null or unnamed: the embedded log. */
  readonly kafka?: KafkaConfig | null
  /** Is told which broker there is, for the API. */
  readonly desk?: BrokerDesk
  readonly onProblem: (problem: EventsProblem) => void
}

type Transport = { source: RecordSource; leases: Leases; stop(): Promise<void> }

/** Numbers what is committed and brings it to every consumer of this process; the log must exist (`ensureLog`). */
export async function startEvents(options: EventsOptions): Promise<{ stop(): Promise<void> }> {
  const { database, clock, roles = allRoles, onProblem } = options
  const identity = await getIdentity(database.reader)
  const numberer = startNumberer(database, identity.instanceId, (error) => onProblem({ kind: 'numbering', error }))
  const transport = await openTransport(options, identity)
  const consumers = roles.includes('consumers') ? options.consumers : []
  const { source, leases } = transport
  const runner = await startRunner({ database, source, leases, consumers, clock, onProblem })
  return {
    async stop() {
      await runner.stop()
      await transport.stop()
      await numberer.stop()
    },
  }
}

async function openTransport(options: EventsOptions, identity: LogIdentity): Promise<Transport> {
  const { database, clock, kafka = null, roles = allRoles, desk, onProblem } = options
  const { instanceId, partitions } = identity
  const owner = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`
  const leases = database.dialect === 'sqlite' ? fileOwnerLeases(database, owner) : sharedLeases(database, owner)
  if (kafka === null) {
    const source = embeddedSource(database, instanceId)
    return { source, leases, stop: () => source.close() }
  }
  // the client costs 40 MB and a third of the start, and most servers have no Kafka
  const { openKafka } = await import('./transports/kafka/kafka-transport.ts')
  const publishes = roles.includes('bridge')
  const place = { database, instanceId, partitions, config: kafka, clock, leases, publishes }
  const transport: KafkaTransport = openKafka({ ...place, onProblem })
  desk?.open(kafka, transport)
  return transport
}
