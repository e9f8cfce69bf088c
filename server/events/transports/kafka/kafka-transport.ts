import type { Clock } from '#platform/clock.ts'
import type { KafkaConfig } from '#platform/config/kafka-config.ts'
import type { Database } from '#platform/db/database.ts'
import { joinedLeases } from '../../leases/joined-leases.ts'
import type { Leases } from '../../leases/lease.ts'
import type { SourceRecord } from '../record.ts'
import type { RecordSource } from '../source.ts'
import { Bridge } from './bridge.ts'
import { type BrokerState, BrokerWatch } from './broker-watch.ts'
import type { KafkaClients } from './client.ts'
import { kafkaSource } from './kafka-source.ts'
import type { MirrorProblem } from './offset-mirror.ts'
import { platformaticClients } from './platformatic.ts'

export type KafkaProblem =
  | { readonly kind: 'broker'; readonly state: BrokerState; readonly error: string | null }
  | { readonly kind: 'unpublished'; readonly error: unknown }
  | { readonly kind: 'deaf'; readonly place: string; readonly error: Error }
  | { readonly kind: 'mirror'; readonly group: string; readonly error: unknown }
  | { readonly kind: 'refused'; readonly record: SourceRecord; readonly error: Error }

export type KafkaTransportOptions = {
  readonly database: Database
  readonly instanceId: string
  readonly partitions: number
  readonly config: KafkaConfig
  readonly clock: Clock
  readonly leases: Leases
  /** Whether this process publishes. */
  readonly publishes: boolean
  readonly onProblem: (problem: KafkaProblem) => void
}

export type KafkaTransport = {
  readonly clients: KafkaClients
  readonly watch: BrokerWatch
  readonly source: RecordSource
  /** For the runner, which starts them: the bridge's leases ride along. */
  readonly leases: Leases
  /** null: another process publishes. */
  readonly bridge: Bridge | null
  /** After the runner has stopped, before the database is closed. */
  stop(): Promise<void>
}

/** Everything about Kafka in this process. A broker that is away is waited for, in silence but for one line a minute. */
export function openKafka(options: KafkaTransportOptions): KafkaTransport {
  const { database, instanceId, partitions, config, clock, leases, onProblem } = options
  const clients = platformaticClients(config)
  const onState = (state: BrokerState) => onProblem({ kind: 'broker', state, error: state.error })
  const watch = new BrokerWatch({ clients, config, partitions, onState })
  const onMirror = ({ group, error }: MirrorProblem) => onProblem({ kind: 'mirror', group, error })
  const onStalledReading = (place: string) =>
    onProblem({ kind: 'deaf', place, error: new Error(`reading ${place} stood still`) })
  const place = { database, instanceId, clients, config, watch }
  const source = kafkaSource({ ...place, onProblem: onMirror, onStalled: onStalledReading })
  const onRefused = (record: SourceRecord, error: Error) => onProblem({ kind: 'refused', record, error })
  const onStalled = (error: unknown) => onProblem({ kind: 'unpublished', error })
  const bridge = new Bridge({ ...place, partitions, leases, clock, onRefused, onStalled })
  watch.start()
  if (options.publishes) bridge.start()
  return {
    clients,
    watch,
    source,
    leases: options.publishes ? joinedLeases(leases, bridge.leaseNames, (held) => bridge.follow(held)) : leases,
    bridge: options.publishes ? bridge : null,
    async stop() {
      await Promise.all([bridge.stop(), source.close()])
      await watch.stop()
    },
  }
}
