import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { topicsOfOneTest } from './test-kit/kafka-bench.ts'
import { kafkaEnv } from './test-kit/kafka-records.ts'
import { make } from './test-kit/make.ts'
import { startCrm } from './test-kit/start-crm.ts'
import { startKafka } from './test-kit/start-kafka.ts'

const run = promisify(execFile)
const kafka = await startKafka()
const skip = kafka === null && 'no Kafka here'
const limit = { timeout: 90_000 }

async function withCourses(): Promise<{ broker: string; topic: string; expected: string[] }> {
  const broker = kafka?.bootstrap ?? ''
  const config = topicsOfOneTest(broker)
  const crm = await startCrm({ env: kafkaEnv(config) })
  const poster = await crm.as(await make.admin(crm))
  const titles = ['Python для начинающих', 'Go для начинающих', 'Rust']
  for (const title of titles) await poster.post('/courses', { title, price: 1 })
  await crm.settled()
  await crm.stop()
  return {
    broker,
    topic: config.topics['course-events'],
    expected: titles.map((title, at) => `course.created ${at + 1} ${title}`),
  }
}

test('the shell example prints every course event', { skip }, async () => {
  const { broker, topic, expected } = await withCourses()
  const { stdout } = await run('examples/course-events.sh', [broker, topic], limit)
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  assert.deepEqual(
    lines.map(({ event_type, course_id, title }) => `${event_type} ${course_id} ${title}`).toSorted(),
    expected,
  )
})

test('the TypeScript example prints every course event', { skip }, async () => {
  const { broker, topic, expected } = await withCourses()
  const { stdout } = await run(process.execPath, ['examples/course-events.ts', broker, topic], limit)
  assert.deepEqual(stdout.trim().split('\n').toSorted(), expected)
})

test('the Python example prints every course event', { skip }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'crm-python-'))
  try {
    const python = await pythonWithKafka(folder).catch((error: Error) => error)
    if (python instanceof Error) {
      console.error(`\n!!! NOT TESTED: the Python example. ${python.message.split('\n')[0]}\n`)
      return t.skip('no Python with kafka-python')
    }
    const { broker, topic, expected } = await withCourses()
    const { stdout } = await run(python, ['examples/course_events.py', broker, topic], limit)
    assert.deepEqual(stdout.trim().split('\n').toSorted(), expected)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

/** An environment of its own with kafka-python, as the README says. */
async function pythonWithKafka(folder: string): Promise<string> {
  await run('python3', ['-m', 'venv', folder], limit)
  const python = join(folder, 'bin', 'python')
  await run(python, ['-m', 'pip', 'install', '-q', 'kafka-python==3.0.12', 'zstandard==0.25.0'], limit)
  return python
}
