// TLS and sign-in on a real broker that asks for them, and a list of brokers of which one is dead.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Environment } from '#platform/config/settings.ts'
import { type Certificates, keyPassword, makeCertificates } from './test-kit/certificates.ts'
import { topicsOfOneTest } from './test-kit/kafka-bench.ts'
import { assertKafkaHasTheLog, kafkaEnv } from './test-kit/kafka-records.ts'
import { make } from './test-kit/make.ts'
import { type Crm, startCrm } from './test-kit/start-crm.ts'
import { freePort, type SettingsFor, startKafka } from './test-kit/start-kafka.ts'
import { until } from './test-kit/until.ts'

const folder = mkdtempSync(join(tmpdir(), 'crm-tls-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const none: Certificates = { ca: '', broker: '', clientCert: '', clientKey: '', stranger: '' }
const files = certificates()
const [tls, mutual, sasl, open] = [await freePort(), await freePort(), await freePort(), await freePort()]
const password = 'broker-secret'

const settings: SettingsFor = ({ port, controllerPort }) => {
  const names = { PLAINTEXT: port, TLS: tls, MUTUAL: mutual, SASL: sasl, OPEN: open }
  const addresses = Object.entries(names).map(([name, at]) => `${name}://127.0.0.1:${at}`)
  const signIn = (listener: string, mechanism: string, module: string) => ({
    [`listener.name.${listener}.${mechanism}.sasl.jaas.config`]: `org.apache.kafka.common.security.${module};`,
  })
  return {
    listeners: [...addresses, `CONTROLLER://127.0.0.1:${controllerPort}`].join(','),
    'advertised.listeners': addresses.join(','),
    'listener.security.protocol.map':
      'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,TLS:SSL,MUTUAL:SSL,SASL:SASL_SSL,OPEN:SASL_PLAINTEXT',
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': files.broker,
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': files.ca,
    'listener.name.mutual.ssl.client.auth': 'required',
    'listener.name.sasl.sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
    'listener.name.open.sasl.enabled.mechanisms': 'SCRAM-SHA-512',
    ...signIn('sasl', 'plain', `plain.PlainLoginModule required user_crm="${password}"`),
    ...signIn('sasl', 'scram-sha-256', 'scram.ScramLoginModule required'),
    ...signIn('sasl', 'scram-sha-512', 'scram.ScramLoginModule required'),
    ...signIn('open', 'scram-sha-512', 'scram.ScramLoginModule required'),
  }
}
const kafka = files === none ? null : await startKafka(settings)
const skip = kafka === null && 'no Kafka here'

const user = ['--entity-type', 'users', '--entity-name', 'crm']
for (const mechanism of ['SCRAM-SHA-256', 'SCRAM-SHA-512']) {
  const secret = `${mechanism}=[iterations=4096,password=${password}]`
  await kafka?.tool('kafka.admin.ConfigCommand', '--alter', ...user, '--add-config', secret)
}

const signedIn = { KAFKA_SASL_USERNAME: 'crm', KAFKA_SASL_PASSWORD: password }
const trusted = { KAFKA_SSL_CA_FILE: files.ca }
const pair = { KAFKA_SSL_CERT_FILE: files.clientCert, KAFKA_SSL_KEY_FILE: files.clientKey }

const ways: [title: string, servers: string, env: Environment][] = [
  ['TLS', `localhost:${tls}`, trusted],
  ['TLS to an address instead of a name', `127.0.0.1:${tls}`, trusted],
  [
    'TLS with a certificate of our own and a locked key',
    `127.0.0.1:${mutual}`,
    { ...trusted, ...pair, KAFKA_SSL_KEY_PASSWORD: keyPassword },
  ],
  ['PLAIN over TLS', `127.0.0.1:${sasl}`, { ...trusted, ...signedIn, KAFKA_SASL_MECHANISM: 'plain' }],
  ['SCRAM-SHA-256 over TLS', `127.0.0.1:${sasl}`, { ...trusted, ...signedIn, KAFKA_SASL_MECHANISM: 'scram-sha-256' }],
  ['SCRAM-SHA-512 over TLS', `127.0.0.1:${sasl}`, { ...trusted, ...signedIn, KAFKA_SASL_MECHANISM: 'scram-sha-512' }],
  ['SCRAM-SHA-512 without TLS', `127.0.0.1:${open}`, { ...signedIn, KAFKA_SASL_MECHANISM: 'scram-sha-512' }],
  ['a list of brokers whose first is dead', `127.0.0.1:${await freePort()},${kafka?.bootstrap}`, {}],
]

for (const [title, servers, env] of ways) {
  test(`events go to Kafka and come back: ${title}`, { skip }, async () => {
    if (!kafka) return
    const { crm, config } = await startWith(servers, env)
    const admin = await crm.as(await make.admin(crm))
    for (let n = 1; n <= 5; n++) await admin.post('/courses', { title: `Курс ${n}`, price: n })
    await until(async () => (await admin.get('/events/broker')).body.behind === 0, 'everything is published')
    await crm.settled()
    assert.equal((await admin.get('/events/broker')).body.state, 'up')
    assert.ok((await assertKafkaHasTheLog(kafka, config, crm.db)) >= 7)
    await crm.stop()
  })
}

const wrongs: [title: string, servers: string, env: Environment, error: RegExp][] = [
  ['another authority', `127.0.0.1:${tls}`, { KAFKA_SSL_CA_FILE: files.stranger }, /certificate/i],
  ['no certificate of ours', `127.0.0.1:${mutual}`, trusted, /certificate|tls|ssl|closed|ECONNRESET/i],
  [
    'a wrong password',
    `127.0.0.1:${sasl}`,
    { ...trusted, ...signedIn, KAFKA_SASL_MECHANISM: 'scram-sha-512', KAFKA_SASL_PASSWORD: 'wrong' },
    /authentication/i,
  ],
]

for (const [title, servers, env, error] of wrongs) {
  test(`the server answers, waits and names the reason: ${title}`, { skip }, async () => {
    const { crm } = await startWith(servers, env)
    const admin = await crm.as(await make.admin(crm))
    assert.equal((await admin.post('/courses', { title: 'Курс', price: 1 })).status, 201)
    const broker = async () => (await admin.get('/events/broker')).body
    await until(async () => (await broker()).state === 'down', 'it is down')
    assert.match((await broker()).error, error)
    const ready = await crm.anonymous.get('/health/ready')
    assert.deepEqual([ready.status, ready.body.checks.broker], [200, 'down'])
    const said = crm.console.filter((line) => line.includes('Kafka недоступна'))
    assert.equal(said.length, 1)
    assert.match(said.join(), error)
    assert.ok(!crm.console.join().includes(password) && !crm.console.join().includes('wrong'))
    await crm.stop()
  })
}

async function startWith(
  servers: string,
  env: Environment,
): Promise<{ crm: Crm; config: ReturnType<typeof topicsOfOneTest> }> {
  const config = topicsOfOneTest(kafka?.bootstrap ?? '')
  const crm = await startCrm({ env: { ...kafkaEnv(config), ...env, KAFKA_BOOTSTRAP_SERVERS: servers } })
  return { crm, config }
}

/** Without openssl nothing here is proved, and that is said. */
function certificates(): Certificates {
  try {
    return makeCertificates(folder)
  } catch (error) {
    console.error(`\n!!! NOT TESTED: TLS and sign-in at Kafka. ${String(error)}\n`)
    return none
  }
}
