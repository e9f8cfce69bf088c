import assert from 'node:assert/strict'
import { copyFile } from 'node:fs/promises'
import { type TestContext, test } from 'node:test'
import { systemActor } from '#platform/actor.ts'
import { benchOn, type KafkaBench, openKafkaBench, topicsOfOneTest } from '../../../test-kit/kafka-bench.ts'
import { assertKafkaHasTheLog, deduplicated, readAll } from '../../../test-kit/kafka-records.ts'
import { startKafka, type TestKafka } from '../../../test-kit/start-kafka.ts'
import { listDeadLetters, retryDeadLetter } from '../../admin/dead-letters.ts'
import { getIdentity } from '../../identity.ts'
import { partitionOf } from '../../partition.ts'
import { append, courseCreated, effectsOf, eventIds, openLog, until, userCreated } from '../../test-log.ts'
import { assertEachOnce, ghostsSeen, group, start, untilEffects } from '../transport-bench.ts'
import { listPublished } from './published-store.ts'

const kafka = await startKafka()
const topicTool = 'org.apache.kafka.tools.TopicCommand'

function check(title: string, work: (kafka: TestKafka, t: TestContext) => Promise<void>): void {
  test(title, { skip: kafka === null && 'no Kafka here' }, (t) => work(kafka as TestKafka, t))
}

async function untilPublished({ log }: KafkaBench): Promise<void> {
  const { reader } = log.database
  const last = async () => {
    const rows = await reader.selectFrom('events').select(['topic', 'partition', 'seq']).orderBy('seq').execute()
    return new Map(rows.map(({ topic, partition, seq }) => [`${topic}/${partition}`, seq]))
  }
  await until(
    async () => {
      const published = (await listPublished(reader)).map((row) => [`${row.topic}/${row.partition}`, row.seq] as const)
      return [...(await last())].every(([place, seq]) => published.some(([at, up]) => at === place && up === seq))
    },
    'everything on Kafka',
    60_000,
  )
}

check(
  'a record is the flat JSON of the contract, with its key, headers and the partition of Java',
  async (kafka, t) => {
    const bench = await openKafkaBench(t, kafka)
    await append(bench.log, [courseCreated(7, 'Курс'), userCreated(7)])
    await untilPublished(bench)
    const [record] = await readAll(kafka, [bench.config.topics['course-events']])
    assert.ok(record)
    assert.match(
      record.value ?? '',
      /^\{"event_type":"course\.created","course_id":7,"title":"Курс","price":5000,"created_by":1,"timestamp":"[^"]+\+00:00"\}$/,
    )
    assert.deepEqual([record.key, record.partition], ['7', partitionOf('7', 6)])
    const { ce_id, ce_time, correlationid, ...headers } = record.headers
    assert.deepEqual(headers, {
      ce_sequence: '1',
      ce_specversion: '1.0',
      ce_type: 'course.created',
      ce_source: bench.log.instanceId,
      ce_subject: '7',
      'content-type': 'application/json',
      ce_epoch: '1',
      actor: 'system',
    })
    assert.match(ce_id ?? '', /^[\da-f-]{36}$/)
  },
)

check('kcat gives every key the partition that we give it', async (kafka, t) => {
  const bench = await openKafkaBench(t, kafka)
  await until(() => bench.watch.topics.length === 3, 'the topics')
  const keys = Array.from({ length: 300 }, (_, n) => String(n * 7919 + 1))
  const topic = bench.config.topics['message-events']
  const lines = keys.map((key) => `${key}=x\n`).join('')
  await kafka.kcat(['-P', '-t', topic, '-K', '=', '-X', 'topic.partitioner=murmur2_random'], lines)
  const records = await readAll(kafka, [topic])
  assert.equal(records.length, 300)
  for (const { key, partition } of records) assert.equal(partition, partitionOf(key ?? '', 6), `key ${key}`)
})

check('topics are made with six partitions and 30 days, and a narrow one is widened', async (kafka, t) => {
  const config = topicsOfOneTest(kafka.bootstrap)
  await kafka.tool(topicTool, '--create', '--topic', config.topics['user-events'], '--partitions', '1')
  const bench = await openKafkaBench(t, kafka, config)
  await append(bench.log, [userCreated(1), userCreated(2), courseCreated(3)])
  await untilPublished(bench)
  for (const topic of ['user-events', 'course-events'] as const) {
    const described = await kafka.tool(topicTool, '--describe', '--topic', config.topics[topic])
    assert.match(described, /PartitionCount: 6\b/)
    if (topic === 'course-events')
      assert.match(described, /LogAppendTime.*retention\.ms=2592000000|retention\.ms=2592000000.*LogAppendTime/)
  }
  await assertKafkaHasTheLog(kafka, config, bench.log.database)
})

check('of a topic with more partitions the first six are used, also when they are added later', async (kafka, t) => {
  const bench = await openKafkaBench(t, kafka)
  await start(bench)
  await append(bench.log, [courseCreated(1), courseCreated(2)])
  await untilEffects(bench.log, 2)
  const topic = bench.config.topics['course-events']
  await kafka.tool(topicTool, '--alter', '--topic', topic, '--partitions', '12')
  await new Promise((resolve) => setTimeout(resolve, 4_000))
  await append(
    bench.log,
    Array.from({ length: 40 }, (_, n) => courseCreated(n + 1)),
  )
  await untilEffects(bench.log, 42)
  await assertKafkaHasTheLog(kafka, bench.config, bench.log.database)
})

check('a record that Kafka refuses is a dead letter, the others go on, and a retry publishes it', async (kafka, t) => {
  const bench = await openKafkaBench(t, kafka)
  await until(() => bench.watch.topics.length === 3, 'the topics')
  const topic = bench.config.topics['course-events']
  const limit = (bytes: number) =>
    kafka.tool(
      'kafka.admin.ConfigCommand',
      ...['--alter', '--entity-type', 'topics', '--entity-name', topic],
      ...['--add-config', `max.message.bytes=${bytes}`],
    )
  await limit(2_000)
  await start(bench)
  const noise = Array.from({ length: 4_000 }, () => Math.random().toString(36).slice(2, 3)).join('')
  await append(bench.log, [courseCreated(1), courseCreated(1, noise), courseCreated(1), courseCreated(2)])
  await untilPublished(bench)
  // the effect is not lost with the record: the gap is filled from our own log
  await untilEffects(bench.log, 4)
  await assertEachOnce(bench.log)
  const [letter, ...more] = await listDeadLetters(bench.log.database.reader, { limit: 10 })
  assert.deepEqual([letter?.group, letter?.state, letter?.seq, more], ['kafka-bridge', 'dead', 2, []])
  assert.equal(deduplicated(await readAll(kafka, [topic])).length, 3)
  await limit(1_000_000)
  const again = letter?.id ?? 0
  await bench.log.database.inTransaction((tx) => retryDeadLetter(tx, systemActor('test'), again, new Date()))
  await until(async () => deduplicated(await readAll(kafka, [topic])).length === 4, 'the record', 20_000)
})

check('a topic that is made again is filled from the log, and nothing is done twice', async (kafka, t) => {
  const bench = await openKafkaBench(t, kafka)
  await start(bench)
  await append(
    bench.log,
    Array.from({ length: 100 }, (_, n) => courseCreated((n % 10) + 1)),
  )
  await untilEffects(bench.log, 100)
  await kafka.tool(topicTool, '--delete', '--topic', bench.config.topics['course-events'])
  await append(bench.log, [courseCreated(1), courseCreated(11)])
  await until(async () => (await effectsOf(bench.log.database.reader, group)).length === 102, 'the new ones', 30_000)
  await untilPublished(bench)
  await assertKafkaHasTheLog(kafka, bench.config, bench.log.database)
  await assertEachOnce(bench.log)
})

check(
  'a log that was set back goes on in a new epoch: ghosts are counted, every effect runs once',
  async (kafka, t) => {
    const bench = await openKafkaBench(t, kafka)
    const { log, config } = bench
    const many = (from: number) => Array.from({ length: 200 }, (_, n) => courseCreated(((from + n) % 20) + 1))
    await append(log, many(0))
    await untilPublished(bench)
    await log.database.checkpoint()
    const file = log.database.file ?? ''
    await copyFile(file, `${file}.copy`)
    await append(log, many(7))
    await untilPublished(bench)
    for (const close of log.closing.splice(0).reverse()) await close()

    const second = await openLog(`sqlite:///${file}.copy`)
    log.closing.push(async () => {
      for (const close of second.closing.reverse()) await close()
    })
    const restored = await benchOn(second, kafka, config)
    await until(async () => (await getIdentity(second.database.reader)).epoch === 2, 'the new epoch', 20_000)
    await start(restored)
    await append(second, many(13))
    await until(async () => (await effectsOf(second.database.reader, group)).length >= 400, '400 effects', 20_000)
    assert.deepEqual(
      (await effectsOf(second.database.reader, group)).toSorted(),
      (await eventIds(second.database.reader)).toSorted(),
    )
    await until(async () => (await ghostsSeen(second)) === 200, 'all ghosts to be counted')
  },
)
