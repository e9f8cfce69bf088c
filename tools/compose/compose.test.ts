// Docker cannot be had on every machine that runs the tests, so the files are held against everything they must agree with.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfig } from '../../server/platform/config/config.ts'
import { settings } from '../../server/platform/config/settings.ts'
import { kafkaVersion } from '../kafka-local/jars.ts'
import {
  composeFiles,
  environmentFor,
  interpolations,
  listenersIn,
  publishedPorts,
  readCompose,
  readText,
  serviceOf,
  variable,
} from './read-compose.ts'

/** What people find where, as the README says. */
const places: Record<string, Record<string, number>> = {
  'docker-compose.yml': { kafka: 9092, 'kafka-ui': 8080, app: 8000, postgres: 5432 },
  'compose.zookeeper.yml': { zookeeper: 2181, kafka: 9092, 'kafka-ui': 8080 },
}

for (const file of composeFiles) {
  const compose = readCompose(file)
  const services = Object.entries(compose.services)
  const kafka = serviceOf(compose, 'kafka')
  const listeners = listenersIn(variable(kafka, 'KAFKA_LISTENERS'))
  const advertised = listenersIn(variable(kafka, 'KAFKA_ADVERTISED_LISTENERS'))

  test(`${file}: every service is on the port that people are told, and on this machine only`, () => {
    const found = services.map(([name, service]) => [name, publishedPorts(service)] as const)
    assert.deepEqual(Object.fromEntries(found.map(([name, [first]]) => [name, first?.port])), places[file])
    for (const [name, ports] of found) {
      assert.equal(ports.length, 1, name)
      assert.equal(ports[0]?.address, '127.0.0.1', name)
      assert.equal(ports[0]?.port, ports[0]?.within, name)
    }
  })

  test(`${file}: images are pinned to one version, and none is the abandoned user interface of the brief`, () => {
    for (const [name, { image = '', build }] of services) {
      if (!build) assert.match(image, /^[\w./-]+:v?\d+\.\d+(\.\d+)?$/, name)
      assert.doesNotMatch(image, /provectus|bitnami/, name)
    }
  })

  test(`${file}: what must survive lies on a named volume, and every volume is used`, () => {
    const mounts = services.flatMap(([, { volumes = [] }]) => volumes.map((mount) => mount.split(':')))
    assert.deepEqual(mounts.map(([volume]) => volume).sort(), Object.keys(compose.volumes).sort())
    assert.ok(mounts.some(([, path]) => path === variable(kafka, 'KAFKA_LOG_DIRS')))
    assert.equal(variable(kafka, 'KAFKA_LOG_DIRS'), '/var/lib/kafka/data')
  })

  test(`${file}: every service tells whether it is well`, () => {
    const image = /^HEALTHCHECK /m.test(readText('Dockerfile'))
    for (const [name, { healthcheck, build }] of services) assert.ok(healthcheck ?? (build && image), name)
    const [, command = ''] = kafka.healthcheck?.test ?? []
    const port = Number(/--bootstrap-server localhost:(\d+)/.exec(command)?.[1])
    assert.ok(listeners.some((listener) => listener.port === port))
    assert.match(
      command,
      file === 'docker-compose.yml' ? /\/opt\/kafka\/bin\/kafka-broker-api-versions\.sh / : /kafka-b/,
    )
  })

  test(`${file}: every listener has a protocol and a port of its own, and clients are told where it really is`, () => {
    const names = listeners.map(({ name }) => name)
    const map = variable(kafka, 'KAFKA_LISTENER_SECURITY_PROTOCOL_MAP').split(',')
    assert.deepEqual(map.map((entry) => entry.split(':')[0]).sort(), [...names].sort())
    assert.equal(new Set(listeners.map(({ port }) => port)).size, names.length)
    const controller = kafka.environment?.['KAFKA_CONTROLLER_LISTENER_NAMES']
    assert.deepEqual(
      advertised.map(({ name, port }) => ({ name, port })),
      listeners.filter(({ name }) => name !== controller).map(({ name, port }) => ({ name, port })),
    )
  })

  test(`${file}: this machine reaches the broker on 9092, containers on the service's own name`, () => {
    const inner = variable(kafka, 'KAFKA_INTER_BROKER_LISTENER_NAME')
    const host = advertised.find(({ name }) => name !== inner)
    assert.deepEqual(host, { name: 'HOST', host: '127.0.0.1', port: publishedPorts(kafka)[0]?.port })
    const internal = advertised.find(({ name }) => name === inner)
    assert.deepEqual(internal, { name: 'INTERNAL', host: 'kafka', port: 29_092 })
    const address = `${internal?.host}:${internal?.port}`
    assert.equal(variable(serviceOf(compose, 'kafka-ui'), 'KAFKA_CLUSTERS_0_BOOTSTRAPSERVERS'), address)
  })

  test(`${file}: nothing has to be given before docker compose up -d`, () => {
    assert.deepEqual(
      interpolations(readText(file)).filter(({ rest }) => !rest.startsWith(':-')),
      [],
    )
    const usual = services.filter(([, { profiles }]) => !profiles).map(([name]) => name)
    assert.deepEqual(usual, file === 'docker-compose.yml' ? ['kafka', 'kafka-ui'] : Object.keys(compose.services))
  })
}

test('the two files differ in their project and in ZooKeeper, not in what a client sees', () => {
  const [plain, zookeeper] = composeFiles.map(readCompose)
  assert.ok(plain && zookeeper)
  assert.notEqual(plain.name, zookeeper.name)
  assert.deepEqual(serviceOf(plain, 'kafka-ui'), serviceOf(zookeeper, 'kafka-ui'))
  for (const name of ['KAFKA_ADVERTISED_LISTENERS', 'KAFKA_AUTO_CREATE_TOPICS_ENABLE', 'KAFKA_HEAP_OPTS'])
    assert.equal(variable(serviceOf(plain, 'kafka'), name), variable(serviceOf(zookeeper, 'kafka'), name))
  const [port] = publishedPorts(serviceOf(zookeeper, 'zookeeper'))
  assert.equal(variable(serviceOf(zookeeper, 'kafka'), 'KAFKA_ZOOKEEPER_CONNECT'), `zookeeper:${port?.within}`)
  assert.equal(variable(serviceOf(zookeeper, 'zookeeper'), 'ZOOKEEPER_CLIENT_PORT'), String(port?.within))
})

const compose = readCompose('docker-compose.yml')
const app = serviceOf(compose, 'app')

/** What the image itself sets: the ENV lines of the Dockerfile. */
function imageEnvironment(): Record<string, string> {
  const lines = /^ENV ((?:.*\\\n)*.*)$/m.exec(readText('Dockerfile'))?.[1]?.replaceAll('\\\n', ' ') ?? ''
  return Object.fromEntries([...lines.matchAll(/([A-Z_]+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value]))
}

const secret = { SECRET_KEY: 'k3y-for-tests-0123456789-abcdefghijkl' }

test('the app gets only settings that the server reads, and .env.example explains each of them', () => {
  for (const name of Object.keys(app.environment ?? {})) {
    assert.ok(Object.hasOwn(settings, name), `${name} is not a setting of the server`)
    assert.match(readText('.env.example'), new RegExp(`^#? ?${name}=`, 'm'))
  }
})

test('what .env gives to the app is named there; only its database has a name of its own', () => {
  const names = interpolations(readText('docker-compose.yml')).map(({ name }) => name)
  const unknown = names.filter((name) => !new RegExp(`^#? ?${name}=`, 'm').test(readText('.env.example')))
  assert.deepEqual(unknown, ['APP_DB_URL'])
})

test('the server starts with what the app gets: on the published port, its file on the volume, Kafka inside', () => {
  const environment = { ...imageEnvironment(), ...environmentFor(app, secret) }
  const config = readConfig(environment)
  assert.equal(config.mode, 'public')
  assert.equal(config.port, publishedPorts(app)[0]?.within)
  assert.equal(config.publicUrl?.href, 'http://localhost:8000/')
  const folder = app.volumes?.[0]?.split(':')[1]
  assert.equal(config.dbUrl, `sqlite:///${folder}/crm.db`)
  assert.match(readText('Dockerfile'), new RegExp(`^VOLUME ${folder}$`, 'm'))
  const advertised = listenersIn(variable(serviceOf(compose, 'kafka'), 'KAFKA_ADVERTISED_LISTENERS'))
  const internal = advertised.find(({ name }) => name === 'INTERNAL')
  assert.deepEqual(config.kafka?.brokers, [`${internal?.host}:${internal?.port}`])
})

test('without SECRET_KEY the server names it and does not start', () => {
  assert.throws(() => readConfig({ ...imageEnvironment(), ...environmentFor(app, {}) }), /SECRET_KEY/)
})

test('the broker of docker-compose.yml is the version that the other tests run', () => {
  assert.equal(serviceOf(compose, 'kafka').image, `apache/kafka:${kafkaVersion}`)
})

test('the app waits for nobody: it comes up with the broker down', () => {
  assert.equal(app.depends_on, undefined)
})

test('the database of the postgres profile is the one that the comment beside it names', () => {
  const { environment = {} } = serviceOf(compose, 'postgres')
  const { POSTGRES_USER: user, POSTGRES_PASSWORD: password, POSTGRES_DB: name } = environment
  for (const host of ['postgres', 'localhost'])
    assert.ok(readText('docker-compose.yml').includes(`postgresql://${user}:${password}@${host}:5432/${name}`))
})
