import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { openKafkaBench } from '../../../test-kit/kafka-bench.ts'
import { startKafka } from '../../../test-kit/start-kafka.ts'
import { append, courseCreated, effectsOf, until } from '../../test-log.ts'
import { group, start, untilEffects } from '../transport-bench.ts'
import type { KafkaClients } from './client.ts'
import { kafkaSource } from './kafka-source.ts'
import { platformaticClients } from './platformatic.ts'

const kafka = await startKafka()
const many = (count: number) => Array.from({ length: count }, (_, n) => courseCreated(n + 1))

/** The real clients; a fetcher that was opened while `deaf` answers for ever, and brings nothing. */
function goingDeaf(clients: KafkaClients, ears: { deaf: boolean; opened: number }): KafkaClients {
  return {
    ...clients,
    openFetcher(names) {
      const fetcher = clients.openFetcher(names)
      ears.opened++
      if (!ears.deaf) return fetcher
      return {
        ...fetcher,
        fetch: (_leader, _wanted, waitMs) => pause(waitMs, []),
      }
    },
  }
}

for (const [when, before] of [
  ['at the end of the topic', 0],
  ['in the middle of what it has to catch up with', 50],
] as const) {
  test(`a client that brings nothing ${when} is replaced after a while`, {
    skip: kafka === null && 'no Kafka here',
  }, async (t) => {
    if (!kafka) return
    const bench = await openKafkaBench(t, kafka)
    const { log, config, watch, bridge } = bench
    const { database, instanceId } = log
    await append(log, many(before))
    await until(() => bridge.published === before && watch.topics.length === 3, 'the records')
    const ears = { deaf: true, opened: 0 }
    const stalled: string[] = []
    const source = kafkaSource({
      ...{ database, instanceId, config, watch },
      clients: goingDeaf(platformaticClients(config), ears),
      watchdog: { lookMs: 200, patienceMs: 1_500 },
      onStalled: (place) => stalled.push(place),
    })
    log.closing.push(() => source.close())
    await start(bench, { source })
    await until(() => ears.opened > 0, 'the deaf client')
    if (before === 0) await append(log, many(20))
    await pause(1_000)
    ears.deaf = false
    assert.deepEqual(await effectsOf(database.reader, group), [])
    await untilEffects(log, before === 0 ? 20 : before)
    assert.equal(stalled.length, before === 0 ? 1 : 0)
  })
}
