// What the API, /health/ready and /metrics say about Kafka, held against what Kafka's own tools say.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Caller } from './test-kit/caller.ts'
import { inject, topicsOfOneTest } from './test-kit/kafka-bench.ts'
import { kafkaEnv } from './test-kit/kafka-records.ts'
import { make } from './test-kit/make.ts'
import { type Crm, startCrm } from './test-kit/start-crm.ts'
import { startKafka } from './test-kit/start-kafka.ts'
import { until } from './test-kit/until.ts'

type OnBroker = { leader: number; first_offset: number; next_offset: number; records: number }
type Topic = {
  topic: string
  name: string
  topic_id: string | null
  events: number
  partitions: { partition: number; events: number; end: number; on_broker: OnBroker | null }[]
}
type Place = { topic: string; partition: number; position: number; end: number; lag: number; owner: string | null }
type Group = {
  group: string
  kafka_group: string
  lag: number
  partitions: (Place & { kafka_offset: number | null })[]
}
type Lane = { topic_id: string; published: number; next_offset: number; behind: number; owner: string | null }
type Broker = { transport: string; state: string; since: string; behind: number; client_id: string; partitions: Lane[] }

const kafka = await startKafka()
const skip = kafka === null && 'no Kafka here'

async function crmWithCourses(courses: number) {
  const config = topicsOfOneTest(kafka?.bootstrap ?? '')
  const crm = await startCrm({ env: kafkaEnv(config) })
  const admin = await crm.as(await make.admin(crm))
  for (let n = 1; n <= courses; n++) await admin.post('/courses', { title: `Курс ${n}`, price: n })
  await untilPublished(crm, admin)
  return { config, crm, admin }
}

async function untilPublished(crm: Crm, admin: Caller): Promise<void> {
  await until(async () => {
    const { state, behind } = await get<Broker>(admin, '/events/broker')
    return state === 'up' && behind === 0
  }, 'everything is published')
  await crm.settled()
}

async function get<T>(admin: Caller, path: string): Promise<T> {
  const answer = await admin.get(path)
  assert.equal(answer.status, 200, path)
  return answer.body as T
}

/** Metrics of one name, by their labels; the labels in the order they are written. */
async function metrics(crm: Crm, name: string): Promise<Map<string, number>> {
  const { text } = await crm.anonymous.get('/metrics')
  const lines = [...text.matchAll(new RegExp(`^${name}(?:\\{(.*)\\})? (\\S+)$`, 'gm'))]
  return new Map(lines.map(([, labels = '', value]) => [labels, Number(value)]))
}

test('topics, groups and the bridge are shown as Kafka’s own tools show them', { skip }, async () => {
  if (!kafka) return
  const { config, crm, admin } = await crmWithCourses(20)
  const topics = await get<Topic[]>(admin, '/events/topics')
  for (const { topic, name, topic_id, events, partitions } of topics) {
    assert.equal(name, config.topics[topic as keyof typeof config.topics])
    const described = await kafka.tool('org.apache.kafka.tools.TopicCommand', '--describe', '--topic', name)
    assert.ok(described.includes(`TopicId: ${topic_id}`) || described.includes(base64Id(topic_id)), described)
    const offsets = await kafka.tool('org.apache.kafka.tools.GetOffsetShell', '--topic', name)
    assert.deepEqual(
      partitions.map(({ partition, on_broker }) => `${name}:${partition}:${on_broker?.next_offset}`),
      offsets.trim().split('\n'),
    )
    assert.ok(partitions.every(({ on_broker }) => on_broker?.leader === 1 && on_broker.first_offset === 0))
    assert.equal(
      partitions.reduce((sum, { on_broker }) => sum + (on_broker?.records ?? 0), 0),
      events,
      'nothing twice on a calm topic',
    )
  }
  const groupTool = 'org.apache.kafka.tools.consumer.group.ConsumerGroupCommand'
  for (const { group, kafka_group, partitions } of await get<Group[]>(admin, '/events/groups')) {
    assert.equal(kafka_group, `${config.clientId}.${group}`)
    assert.ok(partitions.every(({ owner, lag }) => owner?.includes(`:${process.pid}:`) && lag === 0))
    const ours = partitions.filter((place) => place.kafka_offset !== null).map(placeOffset)
    assert.ok(ours.some((line) => !line.endsWith(' 0')))
    await until(
      async () => sameLines(shownOffsets(await kafka.tool(groupTool, '--describe', '--group', kafka_group)), ours),
      `${kafka_group} shows ${ours.join(', ')}`,
    )
  }
  const broker = await get<Broker>(admin, '/events/broker')
  assert.deepEqual([broker.transport, broker.state, broker.client_id], ['kafka', 'up', config.clientId])
  assert.equal(broker.partitions.length, 18)
  for (const { owner, behind } of broker.partitions) assert.ok(owner?.includes(`:${process.pid}:`) && behind === 0)
  await crm.stop()

  function placeOffset({ topic, partition, kafka_offset }: Group['partitions'][number]): string {
    return `${config.topics[topic as keyof typeof config.topics]} ${partition} ${kafka_offset}`
  }
})

/** `TOPIC PARTITION CURRENT-OFFSET` of what the group tool prints. */
function shownOffsets(text: string): string[] {
  const rows = text.split('\n').map((line) => line.split(/\s+/))
  return rows.filter(([, , partition]) => /^\d+$/.test(partition ?? '')).map(([, ...row]) => row.slice(0, 3).join(' '))
}

function sameLines(one: string[], other: string[]): boolean {
  return one.toSorted().join('\n') === other.toSorted().join('\n')
}

/** Kafka writes topic ids in base64, its clients as UUIDs. */
function base64Id(id: string | null): string {
  return `TopicId: ${Buffer.from((id ?? '').replaceAll('-', ''), 'hex').toString('base64url')}`
}

test('every figure of Kafka is a Prometheus metric', { skip }, async () => {
  const { config, crm } = await crmWithCourses(12)
  const topic = config.topics['course-events']
  const total = (all: Map<string, number>) => [...all.values()].reduce((sum, value) => sum + value, 0)
  const onTopic = (all: Map<string, number>) =>
    new Map([...all].filter(([labels]) => labels.includes(`topic="${topic}"`)))
  const events = (await crm.events()).length
  assert.deepEqual([...(await metrics(crm, 'kafka_broker_up')).values()], [1])
  assert.deepEqual([...(await metrics(crm, 'kafka_bridge_stalled')).values()], [0])
  assert.deepEqual([...(await metrics(crm, 'kafka_bridge_published')).values()], [events])
  assert.deepEqual([...(await metrics(crm, 'kafka_bridge_owned_partitions')).values()], [18])
  assert.equal((await metrics(crm, 'kafka_bridge_behind')).size, 18)
  assert.equal(total(onTopic(await metrics(crm, 'kafka_topic_records'))), 12)
  assert.equal(total(onTopic(await metrics(crm, 'kafka_topic_next_offset'))), 12)
  assert.equal(Math.max(...(await metrics(crm, 'event_log_end')).values()), events)
  const groups = ['audit-trail', 'console', 'daily-statistics', 'password-reset-mail', 'test-mail', 'welcome-mail']
  const perGroup = ['lag', 'parked', 'dead_letters', 'ghosts', 'owned_partitions']
  for (const name of perGroup) {
    const shown = await metrics(crm, `consumer_group_${name}`)
    assert.deepEqual(
      [...shown.keys()].toSorted(),
      groups.map((group) => `group="${group}"`),
      name,
    )
    if (name === 'owned_partitions') assert.ok([...shown.values()].every((count) => count >= 6))
    else assert.equal(total(shown), 0, name)
  }
  assert.equal(total(await metrics(crm, 'consumer_group_partition_lag')), 0)
  const since = [...(await metrics(crm, 'kafka_broker_state_since_seconds')).values()][0] ?? 0
  assert.ok(Math.abs(since - Date.now() / 1000) < 60)
  await crm.stop()
})

test('a record that nobody can read is a dead letter that says where in Kafka it lies', { skip }, async () => {
  if (!kafka) return
  const { config, crm, admin } = await crmWithCourses(1)
  await inject(kafka, config, { topic: 'course-events', key: '5', value: Uint8Array.of(0xff, 0xfe), headers: {} })
  const letters = () =>
    get<{ id: number; group: string; seq: number | null; offset: number }[]>(admin, '/events/dead-letters')
  await until(async () => (await letters()).length > 0, 'the dead letter')
  for (const { id, seq, offset } of await letters()) {
    assert.deepEqual([seq, offset >= 0], [null, true])
    const { value } = await get<{ value: string }>(admin, `/events/dead-letters/${id}`)
    assert.equal(value, Buffer.of(0xff, 0xfe).toString('base64'))
  }
  assert.ok([...(await metrics(crm, 'consumer_group_dead_letters')).values()].some((count) => count === 1))
  await crm.stop()
})

test('with the broker gone the API says so and shows no old figures, and ready stays green', { skip }, async () => {
  if (!kafka) return
  const { crm, admin } = await crmWithCourses(3)
  await kafka.stop()
  await until(async () => (await get<Broker>(admin, '/events/broker')).state === 'down', 'it is down')
  await admin.post('/courses', { title: 'Без Kafka', price: 1 })
  const ready = await crm.anonymous.get('/health/ready')
  assert.deepEqual([ready.status, ready.body.status, ready.body.checks.broker], [200, 'ok', 'down'])
  assert.equal((await get<Broker>(admin, '/events/broker')).behind, 1)
  for (const { partitions } of await get<Topic[]>(admin, '/events/topics'))
    assert.ok(partitions.every(({ on_broker }) => on_broker === null))
  assert.ok((await get<Group[]>(admin, '/events/groups')).some(({ lag }) => lag === 1))
  assert.deepEqual([...(await metrics(crm, 'kafka_broker_up')).values()], [0])
  assert.equal((await metrics(crm, 'kafka_topic_records')).size, 0)
  await kafka.start()
  await untilPublished(crm, admin)
  assert.deepEqual([...(await metrics(crm, 'kafka_broker_up')).values()], [1])
  assert.equal((await crm.anonymous.get('/health/ready')).body.checks.broker, 'up')
  await crm.stop()
})
