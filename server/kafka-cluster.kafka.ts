// What the Events page looks up on the cluster itself, held against what Kafka's own tools say.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ClusterTopic, RecordAnswer } from '#contract/http/cluster.ts'
import type { Caller } from './test-kit/caller.ts'
import { inject, topicsOfOneTest } from './test-kit/kafka-bench.ts'
import { kafkaEnv } from './test-kit/kafka-records.ts'
import { make } from './test-kit/make.ts'
import { assertInvalid, assertRefused } from './test-kit/refusals.ts'
import { startCrm } from './test-kit/start-crm.ts'
import { startKafka } from './test-kit/start-kafka.ts'
import { until } from './test-kit/until.ts'

const kafka = await startKafka()
const skip = kafka === null && 'no Kafka here'

async function crmOnKafka(courses: number) {
  const config = topicsOfOneTest(kafka?.bootstrap ?? '')
  const crm = await startCrm({ env: kafkaEnv(config) })
  const admin = await crm.as(await make.admin(crm))
  for (let n = 1; n <= courses; n++) await admin.post('/courses', { title: `Курс ${n}`, price: n })
  await until(async () => {
    const { body } = await admin.get('/events/broker')
    return body.state === 'up' && body.behind === 0
  }, 'everything is published')
  return { config, crm, admin, name: config.topics['course-events'] }
}

async function records(admin: Caller, name: string, query = ''): Promise<RecordAnswer[]> {
  const answer = await admin.get(`/events/broker/topics/${name}/records?${query}`)
  assert.equal(answer.status, 200, answer.text)
  return answer.body
}

test('a topic is created with as many partitions as asked for, once, and is shown beside ours', { skip }, async () => {
  if (!kafka) return
  const { crm, admin, name } = await crmOnKafka(3)
  const wanted = { name: `partner.${name}`, partitions: 4 }
  const made = await admin.post('/events/broker/topics', wanted)
  assert.equal(made.status, 201, made.text)
  const told = await kafka.tool('org.apache.kafka.tools.TopicCommand', '--describe', '--topic', wanted.name)
  assert.match(told, /PartitionCount: 4/)
  assertRefused(await admin.post('/events/broker/topics', wanted), 409, 'topic_exists')
  const topics = (await admin.get('/events/broker/topics')).body as ClusterTopic[]
  const shown = new Map(topics.map((topic) => [topic.name, topic]))
  assert.deepEqual([shown.get(name)?.ours, shown.get(wanted.name)?.ours], [true, false])
  const size = shown.get(name)?.partitions.reduce((sum, { next_offset }) => sum + next_offset, 0)
  assert.equal(size, 3)
  assert.ok(topics.every((topic) => !topic.name.startsWith('__')))
  await crm.stop()
})

test('records are shown as they lie in Kafka, the newest first, from an offset or a time on', { skip }, async () => {
  if (!kafka) return
  const { config, crm, admin, name } = await crmOnKafka(8)
  const all = await records(admin, name)
  assert.equal(all.length, 8)
  const events = await crm.events('course.created')
  assert.deepEqual(
    new Set(all.map(({ key, value, headers }) => JSON.stringify([key, value, headers['ce_id']]))),
    new Set(events.map(({ key, value, id }) => JSON.stringify([key, value, id]))),
  )
  const [{ partition, offset }] = all as [RecordAnswer]
  const lying = all.filter((record) => record.partition === partition)
  assert.deepEqual(await records(admin, name, `partition=${partition}`), lying)
  assert.deepEqual(await records(admin, name, `partition=${partition}&offset=${offset}`), [lying[0]])
  assert.deepEqual(await records(admin, name, `partition=${partition}&limit=1`), [lying[0]])
  assert.deepEqual(await records(admin, name, `partition=${partition}&offset=${offset + 1}`), [])
  assert.deepEqual(await records(admin, name, 'since=2100-01-01T00:00:00Z'), [])
  assert.equal((await records(admin, name, 'since=2000-01-01T00:00:00Z')).length, 8)
  await inject(kafka, config, { topic: 'course-events', key: '5', value: Uint8Array.of(0xff, 0xfe), headers: {} })
  const strange = () => records(admin, name).then((found) => found.find(({ headers }) => !headers['ce_id']))
  await until(async () => (await strange()) !== undefined, 'the foreign record')
  assert.deepEqual((await strange())?.value, 'base64://4=')
  await crm.stop()
})

test('what is not there is refused by its name, and a broker that is away is no bug', { skip }, async () => {
  if (!kafka) return
  const { crm, admin, name } = await crmOnKafka(1)
  const at = `/events/broker/topics/${name}/records`
  assertRefused(await admin.get('/events/broker/topics/no-such-topic/records'), 404, 'topic_not_found')
  assertInvalid(await admin.get(`${at}?partition=6`), 'query.partition')
  assertInvalid(await admin.get(`${at}?offset=1`), 'query.offset')
  assertInvalid(await admin.get(`${at}?since=2026-02-30T00:00:00Z`), 'query.since')
  await kafka.stop()
  await until(async () => (await admin.get('/events/broker')).body.state === 'down', 'it is down')
  assertRefused(await admin.get('/events/broker/topics'), 503, 'unavailable')
  assertRefused(await admin.get(at), 503, 'unavailable')
  assertRefused(await admin.post('/events/broker/topics', { name: 'late', partitions: 1 }), 503, 'unavailable')
  await crm.stop()
})
