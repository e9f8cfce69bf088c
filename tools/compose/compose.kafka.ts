// The variables of docker-compose.yml on a real broker, by the program that the image itself runs at its start.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { kafkaTool } from '../kafka-local/broker.ts'
import { ensureJars } from '../kafka-local/jars.ts'
import { startComposeBroker } from './compose-broker.ts'
import { readCompose, serviceOf } from './read-compose.ts'

const jars = await ensureJars().catch((error: Error) => {
  console.error(`\n!!! NOT TESTED: the settings of docker-compose.yml. ${error.message}\n`)
  return ''
})
const skip = jars === '' && 'no Kafka here'
const topic = ['--topic', 'user-events', '--create', '--partitions', '6']

test('the settings of docker-compose.yml start a broker that answers on both listeners', { skip }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'crm-compose-'))
  const broker = await startComposeBroker(jars, folder)
  t.after(async () => {
    await broker.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  for (const address of [broker.host, broker.internal]) {
    const answer = await kafkaTool(jars, 'org.apache.kafka.tools.BrokerApiVersionsCommand', at(address))
    assert.match(answer, new RegExp(`^${address.replaceAll('.', '\\.')} \\(id: 1 rack: null`), 'the health check')
  }
  const created = await kafkaTool(jars, 'org.apache.kafka.tools.TopicCommand', [...at(broker.host), ...topic])
  assert.match(created, /Created topic user-events/)
  const inside = await kafkaTool(jars, 'org.apache.kafka.tools.TopicCommand', [...at(broker.internal), '--describe'])
  assert.match(inside, /Topic: user-events\s.*PartitionCount: 6\s+ReplicationFactor: 1/)

  const properties = readFileSync(join(folder, 'final', 'server.properties'), 'utf8')
  assert.equal(properties.split('\n').filter(Boolean).length, settingsOfTheBroker().length, properties)
  assert.match(properties, /^auto\.create\.topics\.enable=false$/m)
})

function at(address: string): string[] {
  return ['--bootstrap-server', address]
}

/** The memory and the cluster's id are for the image, all others become lines of server.properties. */
function settingsOfTheBroker(): string[] {
  const { environment = {} } = serviceOf(readCompose('docker-compose.yml'), 'kafka')
  return Object.keys(environment).filter((name) => name.startsWith('KAFKA_') && name !== 'KAFKA_HEAP_OPTS')
}
