import assert from 'node:assert/strict'
import { type ListedEvent, listEvents } from '#events/index.ts'
import type { KafkaConfig } from '#platform/config/kafka-config.ts'
import type { Database } from '#platform/db/database.ts'
import type { TestKafka } from './start-kafka.ts'

/** A record as an outsider (kcat) sees it. */
export type SeenRecord = {
  topic: string
  partition: number
  offset: number
  key: string | null
  value: string | null
  headers: Record<string, string>
}

/** Everything on the topics, in the order of the offsets of each partition. */
export async function readAll(kafka: TestKafka, topics: Iterable<string>): Promise<SeenRecord[]> {
  const seen: SeenRecord[] = []
  for (const topic of topics) {
    const lines = await kafka.kcat(['-C', '-t', topic, '-e', '-q', '-J', '-o', 'beginning'])
    for (const line of lines.split('\n')) if (line) seen.push(recordOf(JSON.parse(line)))
  }
  return seen
}

type KcatLine = Omit<SeenRecord, 'value' | 'headers'> & { payload: string | null; headers?: string[] }

function recordOf({ topic, partition, offset, key, payload, headers = [] }: KcatLine): SeenRecord {
  const pairs = headers.flatMap((name, at) => (at % 2 === 0 ? [[name, headers[at + 1] ?? '']] : []))
  return { topic, partition, offset, key, value: payload, headers: Object.fromEntries(pairs) }
}

/** The first of every ce_id: what a reader has left that handles nothing twice. */
export function deduplicated(records: readonly SeenRecord[]): SeenRecord[] {
  const known = new Set<string>()
  return records.filter(({ headers }) => {
    const id = headers['ce_id'] ?? ''
    return !known.has(id) && known.add(id)
  })
}

/**
 * The checker: Kafka has exactly the events of the database, each as it was written, and those of a key in their order,
 * once repetitions are left out. `ghosts`: ids of a history that was given up, which Kafka has as well.
 */
export async function assertKafkaHasTheLog(
  kafka: TestKafka,
  config: KafkaConfig,
  database: Database,
  ghosts: ReadonlySet<string> = new Set(),
): Promise<number> {
  const rows = await allEvents(database)
  const all = deduplicated(await readAll(kafka, Object.values(config.topics)))
  const records = all.filter(({ headers }) => !ghosts.has(headers['ce_id'] ?? ''))
  const seen = new Set(records.map(({ headers }) => headers['ce_id']))
  assert.deepEqual(placesOf(rows.filter(({ id }) => !seen.has(id))), [], 'in the database, not on Kafka')
  const ids = new Set(rows.map(({ id }) => id))
  assert.deepEqual(placesOf(records.filter(({ headers }) => !ids.has(headers['ce_id'] ?? ''))), [], 'only on Kafka')
  const byId = new Map(rows.map((row) => [row.id, row]))
  const last = new Map<string, number>()
  for (const { topic, partition, key, value, headers } of records) {
    const row = byId.get(headers['ce_id'] ?? '') as ListedEvent
    assert.deepEqual([partition, key, value], [row.partition, row.key, JSON.stringify(row.value)])
    assert.equal(Number(headers['ce_sequence']), row.seq)
    const before = last.get(`${topic}/${key}`) ?? 0
    assert.ok(Number(row.seq) > before, `${topic} key ${key}: ${row.seq} came after ${before}`)
    last.set(`${topic}/${key}`, Number(row.seq))
  }
  return rows.length
}

function placesOf(found: readonly { topic: string; partition: number; seq?: number; offset?: number }[]): string[] {
  return found.map(({ topic, partition, seq, offset }) => `${topic}/${partition}@${seq ?? offset}`)
}

/** The whole log, page by page. */
export async function allEvents({ reader }: Database): Promise<ListedEvent[]> {
  const all: ListedEvent[] = []
  for (let after: string | undefined; ; ) {
    const { events, next } = await listEvents(reader, { after, limit: 1000 })
    all.push(...events)
    if (next === null) return all
    after = next
  }
}

/** The settings under which a whole CRM uses these topics. */
export function kafkaEnv({ brokers, clientId, topics }: KafkaConfig): Record<string, string> {
  return {
    KAFKA_BOOTSTRAP_SERVERS: brokers.join(','),
    KAFKA_CLIENT_ID: clientId,
    KAFKA_TOPIC_USER_EVENTS: topics['user-events'],
    KAFKA_TOPIC_COURSE_EVENTS: topics['course-events'],
    KAFKA_TOPIC_MESSAGE_EVENTS: topics['message-events'],
  }
}
