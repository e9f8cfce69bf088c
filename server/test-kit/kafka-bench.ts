import { randomUUID } from 'node:crypto'
import type { TestContext } from 'node:test'
import { getIdentity } from '#events/identity.ts'
import { fileOwnerLeases } from '#events/leases/file-owner-leases.ts'
import { partitionOf } from '#events/partition.ts'
import { openTestLog, type TestLog } from '#events/test-log.ts'
import { Bridge } from '#events/transports/kafka/bridge.ts'
import { BrokerWatch } from '#events/transports/kafka/broker-watch.ts'
import { kafkaSource } from '#events/transports/kafka/kafka-source.ts'
import { platformaticClients } from '#events/transports/kafka/platformatic.ts'
import type { RecordSource } from '#events/transports/source.ts'
import type { StrangeRecord, TransportBench } from '#events/transports/transport-bench.ts'
import { systemClock } from '#platform/clock.ts'
import type { KafkaConfig } from '#platform/config/kafka-config.ts'
import type { TestKafka } from './start-kafka.ts'

// For tests only: our log with a bridge to a real broker, on topics of its own.

export type KafkaBench = TransportBench & {
  readonly config: KafkaConfig
  readonly watch: BrokerWatch
  readonly bridge: Bridge
}

export function topicsOfOneTest(bootstrap: string): KafkaConfig {
  const mark = randomUUID().slice(0, 8)
  return {
    brokers: [bootstrap],
    clientId: `crm-${mark}`,
    topics: {
      'user-events': `user-events-${mark}`,
      'course-events': `course-events-${mark}`,
      'message-events': `message-events-${mark}`,
    },
    compression: 'zstd',
    replication: null,
    tls: null,
    sasl: null,
  }
}

export async function openKafkaBench(
  t: TestContext,
  kafka: TestKafka,
  config = topicsOfOneTest(kafka.bootstrap),
): Promise<KafkaBench> {
  return benchOn(await openTestLog(t), kafka, config)
}

export async function benchOn(log: TestLog, kafka: TestKafka, config: KafkaConfig): Promise<KafkaBench> {
  const { database, instanceId } = log
  const { partitions } = await getIdentity(database.reader)
  const clients = platformaticClients(config)
  const watch = new BrokerWatch({ clients, config, partitions })
  const leases = fileOwnerLeases(database, 'bridge')
  const bridge = new Bridge({ database, instanceId, partitions, clients, watch, leases, clock: systemClock })
  watch.start()
  await leases.start(bridge.leaseNames, (held) => bridge.follow(held))
  bridge.start()
  log.closing.push(async () => {
    await bridge.stop()
    await watch.stop()
  })
  return {
    log,
    config,
    watch,
    bridge,
    source(): RecordSource {
      const source = kafkaSource({ database, instanceId, clients, config, watch })
      log.closing.push(() => source.close())
      return source
    },
    inject: (record) => inject(kafka, config, record, partitions),
    undecodable: [
      'not json',
      '[]',
      'null',
      '{"event_type":"moon.risen"}',
      '{"event_type":"course.created","course_id":"1"}',
      Uint8Array.of(0xff, 0xfe, 0x00),
      null,
    ],
  }
}

/** Anybody may write into a topic. */
export async function inject(
  kafka: TestKafka,
  config: KafkaConfig,
  { topic, key, value, headers }: StrangeRecord,
  partitions = 6,
): Promise<void> {
  const place = ['-P', '-t', config.topics[topic], '-p', String(partitionOf(key, partitions))]
  const shown = Object.entries(headers).flatMap(([name, text]) => ['-H', `${name}=${text}`])
  // with -Z nothing behind the key is sent as null; else the delimiter occurs in no record
  if (value === null) await kafka.kcat([...place, ...shown, '-Z', '-K', '='], `${key}=\n`)
  else await kafka.kcat([...place, ...shown, '-k', key, '-D', '\u0001\u0002'], value)
}
