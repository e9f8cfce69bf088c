import { readFileSync } from 'node:fs'
import type { Reading } from './reading.ts'
import type { SettingName } from './settings.ts'

export const compressions = ['zstd', 'gzip', 'lz4', 'snappy', 'none'] as const
const mechanisms = ['plain', 'scram-sha-256', 'scram-sha-512'] as const

/** How to reach Kafka; null in the configuration: there is none, events stay in the embedded log. */
export type KafkaConfig = {
  /** `host:port`, one or several of the cluster. */
  readonly brokers: readonly string[]
  readonly clientId: string
  /** Name on the cluster of each of our topics. */
  readonly topics: Readonly<Record<'user-events' | 'course-events' | 'message-events', string>>
  readonly compression: (typeof compressions)[number]
  /** Replicas of the topics that we create; null: as the broker's default says. */
  readonly replication: number | null
  readonly tls: Tls | null
  readonly sasl: Sasl | null
}

type Tls = { readonly ca?: string; readonly cert?: string; readonly key?: string; readonly passphrase?: string }
type Sasl = { readonly mechanism: (typeof mechanisms)[number]; readonly username: string; readonly password: string }

/** null without KAFKA_BOOTSTRAP_SERVERS; the other settings are then not looked at. */
export function readKafka(reading: Reading): KafkaConfig | null {
  const brokers = list(reading.text('KAFKA_BOOTSTRAP_SERVERS'))
  if (brokers.length === 0) return null
  if (!brokers.every(isBroker))
    reading.problems.push('KAFKA_BOOTSTRAP_SERVERS: один или несколько адресов host:port через запятую')
  const tls = readTls(reading)
  return {
    brokers,
    clientId: named(reading, 'KAFKA_CLIENT_ID', 'mini-crm'),
    topics: readTopics(reading),
    compression: reading.oneOf('KAFKA_COMPRESSION', compressions) ?? 'zstd',
    replication: reading.integer('KAFKA_REPLICATION', 1, 100),
    tls,
    sasl: readSasl(reading, tls !== null || brokers.every(isHere)),
  }
}

function readTopics(reading: Reading): KafkaConfig['topics'] {
  const topics = {
    'user-events': named(reading, 'KAFKA_TOPIC_USER_EVENTS', 'user-events'),
    'course-events': named(reading, 'KAFKA_TOPIC_COURSE_EVENTS', 'course-events'),
    'message-events': named(reading, 'KAFKA_TOPIC_MESSAGE_EVENTS', 'message-events'),
  }
  if (new Set(Object.values(topics)).size !== Object.keys(topics).length)
    reading.problems.push('KAFKA_TOPIC_*: у каждой темы должно быть своё имя')
  return topics
}

/** Kafka's own rule for names, which also keeps `..` and blanks out. */
function named(reading: Reading, name: SettingName, usual: string): string {
  const value = reading.text(name) ?? usual
  if (!/^[\w.-]{1,249}$/.test(value) || /^\.{1,2}$/.test(value))
    reading.problems.push(`${name}: латинские буквы, цифры, точка, дефис и подчёркивание, не длиннее 249`)
  return value
}

function readTls(reading: Reading): Tls | null {
  const files = ['KAFKA_SSL_CA_FILE', 'KAFKA_SSL_CERT_FILE', 'KAFKA_SSL_KEY_FILE'] as const
  const [ca, cert, key] = files.map((name) => readFile(reading, name))
  const passphrase = reading.text('KAFKA_SSL_KEY_PASSWORD')
  if (Boolean(cert) !== Boolean(key))
    reading.problems.push('KAFKA_SSL_CERT_FILE и KAFKA_SSL_KEY_FILE нужны оба или ни одного')
  const on = reading.oneOf('KAFKA_SSL', ['on', 'off'])
  const filesGiven = Boolean(ca || cert || passphrase)
  if (on === 'off' && filesGiven) reading.problems.push('KAFKA_SSL=off, но заданы KAFKA_SSL_*_FILE')
  if (on !== 'on' && !filesGiven) return null
  return { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }), ...(passphrase && { passphrase }) }
}

function readFile(reading: Reading, name: SettingName): string | null {
  const path = reading.text(name)
  if (path === null) return null
  try {
    const text = readFileSync(path, 'utf8')
    if (text.includes('-----BEGIN ')) return text
    reading.problems.push(`${name}: в файле ${path} нет PEM`)
  } catch {
    reading.problems.push(`${name}: файл ${path} не читается`)
  }
  return null
}

/** `secret`: nobody on the way can read along. */
function readSasl(reading: Reading, secret: boolean): Sasl | null {
  const mechanism = reading.oneOf('KAFKA_SASL_MECHANISM', mechanisms)
  const username = reading.text('KAFKA_SASL_USERNAME')
  const password = reading.text('KAFKA_SASL_PASSWORD')
  const given = [reading.text('KAFKA_SASL_MECHANISM'), username, password].filter((value) => value !== null).length
  if (given !== 0 && given !== 3)
    reading.problems.push('KAFKA_SASL_MECHANISM, KAFKA_SASL_USERNAME и KAFKA_SASL_PASSWORD нужны все три или ни одной')
  if (mechanism === 'plain' && !secret)
    reading.problems.push('KAFKA_SASL_MECHANISM: plain передаёт пароль открыто; включите KAFKA_SSL или выберите scram')
  return mechanism && username && password ? { mechanism, username, password } : null
}

function list(text: string | null): string[] {
  return (text ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean)
}

function isHere(broker: string): boolean {
  return /^(localhost|127\.[\d.]+|\[::1\]):/i.test(broker)
}

function isBroker(entry: string): boolean {
  const port = Number(/^(?:[\w.-]+|\[[\da-f:.]+\]):(\d{1,5})$/i.exec(entry)?.[1])
  return port >= 1 && port <= 65_535
}
