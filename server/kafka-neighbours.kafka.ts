import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { inject, topicsOfOneTest } from './test-kit/kafka-bench.ts'
import { kafkaEnv } from './test-kit/kafka-records.ts'
import { make } from './test-kit/make.ts'
import { type Crm, startCrm } from './test-kit/start-crm.ts'
import { startKafka } from './test-kit/start-kafka.ts'
import { until } from './test-kit/until.ts'

const kafka = await startKafka()
const skip = kafka === null && 'no Kafka here'
const groupTool = 'org.apache.kafka.tools.consumer.group.ConsumerGroupCommand'

async function groupsOf(crm: Crm) {
  const admin = await crm.as(await make.admin(crm))
  return (await admin.get('/events/groups')).body as { group: string; lag: number; dead: number; parked: number }[]
}

test('Kafka’s own tool shows every group of ours with its offsets and lag 0', { skip }, async () => {
  if (!kafka) return
  const config = topicsOfOneTest(kafka.bootstrap)
  const crm = await startCrm({ env: kafkaEnv(config) })
  const admin = await crm.as(await make.admin(crm))
  for (let n = 0; n < 20; n++) await admin.post('/courses', { title: `Курс ${n}`, price: 1 })
  await crm.settled()
  const groups = (await groupsOf(crm)).map(({ group }) => `${config.clientId}.${group}`)
  await crm.settled()
  const atEnd = async () => {
    const lines = (await kafka.tool(groupTool, '--describe', '--all-groups')).split('\n')
    const shown = lines.map((line) => line.split(/\s+/)).filter(([group = '']) => groups.includes(group))
    const all = new Set(shown.map(([group]) => group)).size === groups.length
    return all && shown.every(([, , , at, end, lag]) => at === end && lag === '0')
  }
  await until(atEnd, `lag 0 of ${groups.join(', ')}`, 60_000)
  await crm.stop()
})

test('a foreign member in a group of ours keeps its offsets from being shown, and nothing else', { skip }, async () => {
  if (!kafka) return
  const config = topicsOfOneTest(kafka.bootstrap)
  const crm = await startCrm({ env: kafkaEnv(config) })
  const admin = await crm.as(await make.admin(crm))
  const topic = config.topics['course-events']
  await until(
    async () => (await kafka.kcat(['-L', '-q'])).includes(`"${config.topics['message-events']}"`),
    'the topic, or kcat ends at once',
  )
  // another topic of ours: offsets that it stores cannot be taken for our own
  const read = config.topics['message-events']
  const member = spawn('kcat', ['-b', kafka.bootstrap, '-G', `${config.clientId}.console`, read], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = once(member, 'exit')
  let said = ''
  member.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  try {
    await until(async () => /rebalanced.*assigned/.test(said), 'kcat to be a member')
    for (let n = 0; n < 10; n++) await admin.post('/courses', { title: `Курс ${n}`, price: 1 })
    await crm.settled()
    await until(async () => crm.console.some((line) => line.includes('console: смещения группы')), 'the warning')
    await pause(3_000)
    assert.equal(crm.console.filter((line) => line.includes('console: смещения группы')).length, 1)
  } finally {
    member.kill()
    await ended
  }
  const shown = async () => {
    const text = await kafka.tool(groupTool, '--describe', '--group', `${config.clientId}.console`)
    const rows = text.split('\n').map((line) => line.split(/\s+/))
    return rows.filter(([, name]) => name === topic).map(([, , , at, end, lag]) => ({ at, end, lag }))
  }
  const total = (rows: Awaited<ReturnType<typeof shown>>) => rows.reduce((sum, { at }) => sum + Number(at), 0)
  await until(async () => {
    const rows = await shown()
    return total(rows) === 10 && rows.every(({ at, end, lag }) => at === end && lag === '0')
  }, 'our own offsets, once the stranger has left')
  await crm.stop()
})

test('what other programs put on our topics is delivered when its shape is known, else a dead letter', {
  skip,
}, async () => {
  if (!kafka) return
  const config = topicsOfOneTest(kafka.bootstrap)
  const crm = await startCrm({ env: kafkaEnv(config) })
  const admin = await crm.as(await make.admin(crm))
  await admin.post('/courses', { title: 'Первый', price: 1 })
  await crm.settled()
  const topic = config.topics['course-events']
  const foreign = {
    event_type: 'course.published',
    course_id: 77,
    published_by: null,
    timestamp: '2026-03-01T12:00:00.000+00:00',
  }
  const value = JSON.stringify(foreign)
  const place = ['-P', '-t', topic, '-p', '0']
  for (const compression of ['none', 'gzip', 'snappy', 'lz4', 'zstd']) {
    await kafka.kcat([...place, '-z', compression, '-k', '77'], value)
  }
  await kafka.kcat(place, value) // no key at all
  await inject(kafka, config, { topic: 'course-events', key: '5', value: null, headers: {} })
  await inject(kafka, config, { topic: 'course-events', key: '5', value: Uint8Array.of(0xff, 0xfe), headers: {} })
  await kafka.kcat([...place, '-k', 'big', '-D', '\u0001\u0002'], 'x'.repeat(900_000))
  await admin.post('/courses', { title: 'Последний', price: 1 })
  await until(
    async () => (await groupsOf(crm)).filter(({ dead }) => dead === 3).length === 3,
    'the letters of the three groups that read the topic',
  )
  await crm.settled()
  const { body: entries } = await (await crm.as(await make.owner(crm))).get('/audit?limit=1000')
  assert.deepEqual(
    entries.filter(({ object }: { object: string }) => object === 'course/77'),
    [],
    'what happened elsewhere is no history of ours',
  )
  const printed = crm.console.filter((line) => line.includes('course.published'))
  assert.equal(printed.length, 6)
  assert.equal(crm.console.filter((line) => line.includes('course.created')).length, 2)
  const ready = await crm.anonymous.get('/health/ready')
  assert.deepEqual([ready.status, ready.body.checks.events], [200, 'dead_letters'])
  await crm.stop()
})
