import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { openKafkaBench } from '../../../test-kit/kafka-bench.ts'
import { readAll } from '../../../test-kit/kafka-records.ts'
import { startKafka } from '../../../test-kit/start-kafka.ts'
import { append, courseCreated, effectsOf, eventIds, until } from '../../test-log.ts'
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

test('what Kafka has dropped before a group read it comes from our own log, in order', {
  skip: kafka === null && 'no Kafka here',
}, async (t) => {
  if (!kafka) return
  const bench = await openKafkaBench(t, kafka)
  const { log, config } = bench
  const many = () => Array.from({ length: 300 }, (_, n) => courseCreated((n % 10) + 1))
  const first = await start(bench)
  await append(log, [courseCreated(1), courseCreated(2)])
  await untilEffects(log, 2)
  await first.stop()
  await append(log, many())
  await until(() => bench.bridge.published === 302, 'the records')
  const topic = config.topics['course-events']
  const partitions = Array.from({ length: 6 }, (_, partition) => ({ topic, partition, offset: -1 }))
  const file = `${log.database.file}.trim.json`
  await writeFile(file, JSON.stringify({ version: 1, partitions }))
  await kafka.tool('org.apache.kafka.tools.DeleteRecordsCommand', '--offset-json-file', file)
  assert.equal((await readAll(kafka, [topic])).length, 0)
  await start(bench)
  await append(log, many())
  await untilEffects(log, 602)
  for (let key = 1; key <= 10; key++) {
    const effects = await effectsOf(log.database.reader, group, String(key))
    assert.deepEqual(effects, await eventIds(log.database.reader, String(key)))
  }
})
