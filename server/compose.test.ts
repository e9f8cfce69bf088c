import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parse } from 'yaml'
import { readConfig } from '#platform/config/config.ts'
import { settings } from '#platform/config/settings.ts'
import { kafkaVersion } from '../tools/kafka-local/jars.ts'

type Service = {
  image?: string
  ports?: string[]
  environment?: Record<string, string | number>
  volumes?: string[]
  profiles?: string[]
  depends_on?: string[] | Record<string, unknown>
  healthcheck?: { test: string[] }
}
type Compose = { services: Record<string, Service>; volumes: Record<string, null> }

const files = ['docker-compose.yml', 'compose.zookeeper.yml'] as const
const read = (file: string): Compose => parse(readFileSync(file, 'utf8'), { uniqueKeys: true })

/** `HOST://localhost:9092,INTERNAL://kafka:29092` by name. */
function listeners(service: Service | undefined, name: string): Record<string, string> {
  const entries = String(service?.environment?.[name]).split(',')
  return Object.fromEntries(entries.map((entry) => entry.split('://') as [string, string]))
}

for (const file of files) {
  const { services, volumes } = read(file)

  test(`${file}: images are pinned, volumes declared, and nothing is open to other machines`, () => {
    for (const [name, { image, ports = [], volumes: mounts = [] }] of Object.entries(services)) {
      if (image) assert.match(image, /^[\w./-]+:v?\d+\.\d+(\.\d+)?$/, name)
      for (const port of ports) assert.match(port, /^127\.0\.0\.1:\d+:\d+$/, name)
      for (const mount of mounts) assert.ok((mount.split(':')[0] ?? '') in volumes, `${name}: ${mount}`)
    }
  })

  test(`${file}: Kafka is on 9092 for this machine and on its own name for the other services`, () => {
    const kafka = services['kafka']
    assert.deepEqual(kafka?.ports, ['127.0.0.1:9092:9092'])
    assert.deepEqual(listeners(kafka, 'KAFKA_ADVERTISED_LISTENERS'), {
      HOST: 'localhost:9092',
      INTERNAL: 'kafka:29092',
    })
    const opened = listeners(kafka, 'KAFKA_LISTENERS')
    assert.equal(opened['HOST'], '0.0.0.0:9092')
    assert.equal(opened['INTERNAL'], '0.0.0.0:29092')
    const protocols = String(kafka?.environment?.['KAFKA_LISTENER_SECURITY_PROTOCOL_MAP']).split(',')
    assert.deepEqual(protocols.map((entry) => entry.split(':')[0]).toSorted(), Object.keys(opened).toSorted())
    assert.ok(kafka?.healthcheck?.test.includes('localhost:29092'))
  })

  test(`${file}: Kafka UI is on 8080 and looks at that broker`, () => {
    const ui = services['kafka-ui']
    assert.deepEqual(ui?.ports, ['127.0.0.1:8080:8080'])
    assert.equal(ui?.environment?.['KAFKA_CLUSTERS_0_BOOTSTRAPSERVERS'], 'kafka:29092')
  })
}

test('the broker of docker-compose.yml is the version that the tests run', () => {
  assert.equal(read('docker-compose.yml').services['kafka']?.image, `apache/kafka:${kafkaVersion}`)
})

test('the CRM of docker-compose.yml starts with these settings, with the broker down too', () => {
  const crm = read('docker-compose.yml').services['crm']
  assert.equal(crm?.depends_on, undefined)
  const filled = Object.entries(crm?.environment ?? {}).map(([name, value]) => {
    assert.ok(Object.hasOwn(settings, name), name)
    return [
      name,
      String(value)
        .replace(/\$\{\w+:-(.*)\}/, '$1')
        .replace(/\$\{\w+:\?.*\}/, 'k3y-for-tests-0123456789-abcdefghijkl'),
    ]
  })
  const config = readConfig({ HOST: '0.0.0.0', ...Object.fromEntries(filled) })
  assert.deepEqual(config.kafka?.brokers, ['kafka:29092'])
})

test('the set with ZooKeeper is ZooKeeper, Kafka and Kafka UI of the brief', () => {
  const { services } = read('compose.zookeeper.yml')
  assert.deepEqual(Object.keys(services), ['zookeeper', 'kafka', 'kafka-ui'])
  assert.deepEqual(services['zookeeper']?.ports, ['127.0.0.1:2181:2181'])
  assert.equal(services['kafka']?.environment?.['KAFKA_ZOOKEEPER_CONNECT'], 'zookeeper:2181')
})
