import assert from 'node:assert/strict'
import { test } from 'node:test'
import { StartProblem } from '../start-problem.ts'
import { readConfig } from './config.ts'
import type { Environment } from './settings.ts'

function refusal(environment: Environment): string {
  try {
    readConfig(environment)
  } catch (error) {
    if (error instanceof StartProblem) return error.message
    throw error
  }
  return 'accepted'
}

test('without KAFKA_BOOTSTRAP_SERVERS there is no Kafka, whatever else is set', () => {
  assert.equal(readConfig({ KAFKA_TOPIC_USER_EVENTS: 'x' }).kafka, null)
  assert.equal(readConfig({ KAFKA_BOOTSTRAP_SERVERS: ' ' }).kafka, null)
})

test('the address alone is enough', () => {
  const { kafka } = readConfig({ KAFKA_BOOTSTRAP_SERVERS: 'a.example:9092, [::1]:9093' })
  assert.deepEqual(kafka, {
    brokers: ['a.example:9092', '[::1]:9093'],
    clientId: 'mini-crm',
    topics: { 'user-events': 'user-events', 'course-events': 'course-events', 'message-events': 'message-events' },
    compression: 'zstd',
    replication: null,
    tls: null,
    sasl: null,
  })
})

test('wrong settings are all named in one message', () => {
  const message = refusal({
    KAFKA_BOOTSTRAP_SERVERS: 'broker',
    KAFKA_TOPIC_USER_EVENTS: 'мои события',
    KAFKA_CLIENT_ID: '..',
    KAFKA_COMPRESSION: 'rar',
    KAFKA_REPLICATION: '0',
    KAFKA_SSL_CA_FILE: '/no/such/file',
    KAFKA_SSL_KEY_FILE: import.meta.filename,
    KAFKA_SASL_MECHANISM: 'plain',
  })
  for (const name of [
    'KAFKA_BOOTSTRAP_SERVERS:',
    'KAFKA_TOPIC_USER_EVENTS:',
    'KAFKA_CLIENT_ID:',
    'KAFKA_COMPRESSION:',
    'KAFKA_REPLICATION:',
    'KAFKA_SSL_CA_FILE:',
    'KAFKA_SSL_KEY_FILE:',
    'KAFKA_SASL_MECHANISM,',
  ])
    assert.ok(message.includes(`· ${name}`), `${name} in ${message}`)
})

test('two topics with one name are refused', () => {
  const environment = { KAFKA_BOOTSTRAP_SERVERS: 'a:9092', KAFKA_TOPIC_USER_EVENTS: 'course-events' }
  assert.match(refusal(environment), /KAFKA_TOPIC_\*/)
})

test('TLS and SASL are read whole', () => {
  const { kafka } = readConfig({
    KAFKA_BOOTSTRAP_SERVERS: 'a:9092',
    KAFKA_SSL: 'on',
    KAFKA_SASL_MECHANISM: 'SCRAM-SHA-512',
    KAFKA_SASL_USERNAME: 'crm',
    KAFKA_SASL_PASSWORD: 'пароль',
  })
  assert.deepEqual(kafka?.tls, {})
  assert.deepEqual(kafka?.sasl, { mechanism: 'scram-sha-512', username: 'crm', password: 'пароль' })
})

test('a password is never sent in the clear to another machine', () => {
  const sasl = { KAFKA_SASL_MECHANISM: 'plain', KAFKA_SASL_USERNAME: 'crm', KAFKA_SASL_PASSWORD: 'x' }
  assert.match(refusal({ ...sasl, KAFKA_BOOTSTRAP_SERVERS: 'localhost:9092,a:9092' }), /KAFKA_SASL_MECHANISM: plain/)
  for (const further of [
    { KAFKA_BOOTSTRAP_SERVERS: 'a:9092', KAFKA_SSL: 'on' },
    { KAFKA_BOOTSTRAP_SERVERS: 'a:9092', KAFKA_SASL_MECHANISM: 'scram-sha-256' },
    { KAFKA_BOOTSTRAP_SERVERS: 'localhost:9092,127.0.0.1:9093,[::1]:9094' },
  ])
    assert.equal(refusal({ ...sasl, ...further }), 'accepted')
})

test('roles cannot be split on a SQLite file', () => {
  assert.match(refusal({ ROLES: 'api' }), /ROLES: с SQLite/)
  assert.match(refusal({ ROLES: 'bridge', DB_URL: 'postgresql://a@b/c' }), /ROLES: bridge .*KAFKA_BOOTSTRAP_SERVERS/)
  assert.match(refusal({ ROLES: 'api,boss' }), /ROLES: через запятую/)
  assert.deepEqual(readConfig({ ROLES: 'consumers, api,bridge' }).roles, ['api', 'bridge', 'consumers'])
})
