// Each example as a reader would run it, on the topic of a real CRM: every record lies there twice, strangers have written
// between them, and the reader is ended and started again in the middle.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, test } from 'node:test'
import type { ListedEvent } from '#events/index.ts'
import type { Caller } from './test-kit/caller.ts'
import { topicsOfOneTest } from './test-kit/kafka-bench.ts'
import { kafkaEnv } from './test-kit/kafka-records.ts'
import { make } from './test-kit/make.ts'
import { startReader } from './test-kit/running-reader.ts'
import { startCrm } from './test-kit/start-crm.ts'
import { startKafka } from './test-kit/start-kafka.ts'

const kafka = await startKafka()
const skip = kafka === null && 'no Kafka here'
const folder = mkdtempSync(join(tmpdir(), 'crm-examples-'))
after(() => rmSync(folder, { recursive: true, force: true }))

test('the kcat example prints every course event once, in order per course', { skip }, async () => {
  const lines = await readAll('kcat', ['examples/course-events.sh'])
  const created = lines.find((line) => line.includes('course.created course 1 ')) ?? ''
  assert.match(created, /^[\w-]{36} course\.created course 1 \{"event_type":"course\.created","course_id":1,.*\}$/)
})

test('the TypeScript example keeps the right table', { skip }, async () => {
  await readAll('typescript', [process.execPath, 'examples/course-events.ts'])
  assertCourses('typescript')
})

test('the Python example keeps the right table', { skip }, async (t) => {
  const python = pythonWithKafka()
  if (python === null) {
    console.error('\n!!! NOT TESTED: the Python example. python3 -m venv or pip install kafka-python failed.\n')
    return t.skip('no Python with kafka-python')
  }
  await readAll('python', [python, 'examples/course_events.py'])
  assertCourses('python')
})

/** The whole story for one reader, on topics of its own; answers the lines it has printed. */
async function readAll(name: string, command: string[]): Promise<string[]> {
  if (!kafka) return []
  const config = topicsOfOneTest(kafka.bootstrap)
  const topic = config.topics['course-events']
  const crm = await startCrm({ env: kafkaEnv(config) })
  const admin = await crm.as(await make.admin(crm))
  const env = {
    KAFKA_BOOTSTRAP_SERVERS: kafka.bootstrap,
    KAFKA_TOPIC_COURSE_EVENTS: topic,
    GROUP: `reader-${name}`,
    STATE_FILE: join(folder, name),
  }
  const events = async () => (await crm.events()).filter((event) => event.topic === 'course-events')
  await changeCourses(admin)
  await crm.settled()
  await writeStrangers(topic)

  let reader = startReader(command, env)
  const first = await events()
  await reader.printed(first.length)
  await repeat(topic, first)
  await admin.patch('/courses/2', { price: 7001 })
  const second = await events()
  await reader.printed(second.length)
  await reader.stop()
  assert.ok(reader.complaints.filter((line) => line.startsWith('not an event of the CRM')).length >= 4, 'says so')

  const before = [...reader.lines]
  await repeat(topic, second)
  await admin.patch('/courses/1', { price: 5000.5 })
  const third = await events()
  reader = startReader(command, env)
  await reader.printed(third.length - second.length)
  await reader.stop()
  await crm.stop()

  const lines = [...before, ...reader.lines]
  assertOnceInOrder(lines, third)
  return lines
}

async function changeCourses(admin: Caller): Promise<void> {
  for (let course = 1; course <= 6; course++) await admin.post('/courses', { title: `Курс, ${course}`, price: course })
  for (let price = 10; price < 20; price++) await admin.patch('/courses/2', { price })
  await admin.patch('/courses/3', { title: 'Курс "Kafka"' })
  await admin.put('/courses/4/archive', {})
}

function assertOnceInOrder(lines: readonly string[], events: readonly ListedEvent[]): void {
  const ids = lines.map((line) => line.split(' ')[0])
  assert.deepEqual(ids.toSorted(), events.map(({ id }) => id).toSorted(), 'each exactly once')
  for (const key of new Set(events.map((event) => event.key))) {
    const own = events.filter((event) => event.key === key).map(({ id }) => id)
    assert.deepEqual(
      ids.filter((id) => own.includes(id ?? '')),
      own,
      `course ${key} in order`,
    )
  }
}

function assertCourses(name: string): void {
  const state = new DatabaseSync(join(folder, name), { readOnly: true })
  const rows = state.prepare('select course_id, title, price from known_courses order by course_id limit 3').all()
  state.close()
  assert.deepEqual(
    rows.map((row) => Object.values(row)),
    [
      [1, 'Курс, 1', 5000.5],
      [2, 'Курс, 2', 7001],
      [3, 'Курс "Kafka"', 3],
    ],
  )
}

/** The same records once more, as after a broken connection. */
async function repeat(topic: string, events: readonly ListedEvent[]): Promise<void> {
  for (const { key, partition, headers, value } of events) {
    const named = Object.entries(headers).flatMap(([name, text]) => ['-H', `${name}=${text}`])
    const place = ['-P', '-t', topic, '-p', String(partition), '-k', key, '-z', 'zstd', ...named]
    await kafka?.kcat(place, JSON.stringify(value))
  }
}

/** What other programs may put there: no headers, bad bytes, no value at all. */
async function writeStrangers(topic: string): Promise<void> {
  await kafka?.kcat(['-P', '-t', topic, '-k', '2'], '{"event_type":"course.created","course_id":2}')
  await kafka?.kcat(['-P', '-t', topic, '-H', 'ce_id'], Uint8Array.of(0xff, 0xfe, 0x7b))
  await kafka?.kcat(['-P', '-t', topic, '-K', ':', '-Z'], '2:')
  await kafka?.kcat(['-P', '-t', topic, '-k', '2', '-H', 'colour=red'], 'hello')
}

/** An environment of its own with the client, as examples/README.md says; null where it cannot be had. */
function pythonWithKafka(): string | null {
  const venv = join(folder, 'venv')
  const python = join(venv, 'bin', 'python')
  const install = ['-m', 'pip', 'install', '-q', '-r', 'examples/requirements.txt']
  return runs('python3', '-m', 'venv', venv) && runs(python, ...install) ? python : null
}

function runs(program: string, ...args: string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0
}
