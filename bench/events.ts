// npm run bench:events
// The way of an event over a real Kafka on this machine, in one run. Prints a table; proves nothing, fails nothing.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { after } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { effect } from '../server/events/consumer.ts'
import { listGroups } from '../server/events/index.ts'
import { append, courseCreated, openTestLog, recording, runConsumers, type TestLog } from '../server/events/test-log.ts'
import { listPublished } from '../server/events/transports/kafka/published-store.ts'
import { percentile, startLoad } from '../server/test-kit/course-load.ts'
import { benchOn, topicsOfOneTest } from '../server/test-kit/kafka-bench.ts'
import { kafkaEnv } from '../server/test-kit/kafka-records.ts'
import { make } from '../server/test-kit/make.ts'
import { startCrm } from '../server/test-kit/start-crm.ts'
import { startKafka, type TestKafka } from '../server/test-kit/start-kafka.ts'
import { table, writeSection } from './report.ts'

const kafka = await startKafka()
if (!kafka) process.exit(2)
const rows: [what: string, measured: string, wanted: string][] = []
const note = (what: string, measured: string, wanted = '') => {
  rows.push([what, measured, wanted])
  console.log(`${what}: ${measured} (${wanted})`)
}

await measureWay(kafka)
await measureBulk(kafka)
await measurePosts(kafka)
writeSection(join(import.meta.dirname, 'results.md'), {
  title: 'Events through Kafka',
  text: table(['what', 'measured', 'wanted'], rows),
  note: 'one broker, Apache Kafka 4.3.1, on the same machine; posts by 4 clients on SQLite',
})
process.exit(0)

function openLog(): Promise<TestLog> {
  return openTestLog({ after } as never)
}

/** 500 single events, 50 a second: when does kcat see them, when has the effect run? Then 10 s of nothing. */
async function measureWay(kafka: TestKafka): Promise<void> {
  const log = await openLog()
  const bench = await benchOn(log, kafka, topicsOfOneTest(kafka.bootstrap))
  while (bench.watch.topics.length < 3) await pause(50)
  const committed = new Map<string, number>()
  const seen = new Map<string, number>()
  const done = new Map<string, number>()
  const topic = bench.config.topics['course-events']
  const kcat = spawn('kcat', ['-b', kafka.bootstrap, '-C', '-t', topic, '-o', 'end', '-u', '-q', '-f', '%k\n'])
  kcat.stdout.on('data', (chunk: Buffer) => {
    for (const key of chunk.toString().split('\n')) if (key) seen.set(key, performance.now())
  })
  const consumer = effect({
    group: 'bench',
    on: 'all',
    from: 'earliest',
    handle: (event) => void done.set(event.key, performance.now()),
  })
  await runConsumers(log, [consumer], { source: bench.source(), settings: {} })
  await pause(3_000)
  for (let id = 1; id <= 500; id++) {
    await append(log, [courseCreated(id)])
    committed.set(String(id), performance.now())
    await pause(20)
  }
  await pause(2_000)
  kcat.kill()
  note('commit → Kafka record (kcat sees it)', milliseconds(committed, seen), 'p99 < 100 ms')
  note('commit → effect through Kafka', milliseconds(committed, done), 'p99 < 250 ms')
  const before = process.cpuUsage()
  await pause(10_000)
  note('idle CPU', `${((cpuMicros(before) / 10_000_000) * 100).toFixed(2)} %`, '< 1 %')
  for (const close of log.closing.splice(0).reverse()) await close()
}

function milliseconds(from: Map<string, number>, to: Map<string, number>): string {
  const took = [...from].flatMap(([key, start]) => (to.has(key) ? [(to.get(key) ?? 0) - start] : []))
  return `p50 ${percentile(took, 0.5).toFixed(1)} ms, p99 ${percentile(took, 0.99).toFixed(1)} ms, ${took.length} of ${from.size}`
}

/** A backlog of 40,000: the bridge alone, then a consumer alone. */
async function measureBulk(kafka: TestKafka): Promise<void> {
  const log = await openLog()
  const count = 40_000
  for (let id = 0; id < count; id += 500)
    await append(
      log,
      Array.from({ length: 500 }, (_, n) => courseCreated(id + n + 1)),
    )
  const cpu = process.cpuUsage()
  const started = performance.now()
  const bench = await benchOn(log, kafka, topicsOfOneTest(kafka.bootstrap))
  while (bench.bridge.published < count) await pause(20)
  const seconds = (performance.now() - started) / 1000
  note('bridge, with making the topics', `${Math.round(count / seconds)} events/s`, '≥ 20,000/s')
  note('bridge, CPU per event', `${(cpuMicros(cpu) / count).toFixed(1)} µs`, 'bare client 12 µs')
  await consumeAll(log, bench.source(), count)
  note('consumer, one row per event', await rateWithRows(log, bench.source(), count), '≥ 3,000/s')
  const { length } = await listPublished(log.database.reader)
  note('partitions written', String(length))
  for (const close of log.closing.splice(0).reverse()) await close()
}

type Source = ReturnType<Awaited<ReturnType<typeof benchOn>>['source']>

async function consumeAll(log: TestLog, source: Source, count: number): Promise<void> {
  const cpu = process.cpuUsage()
  const started = performance.now()
  let handled = 0
  const consumer = effect({ group: 'bulk', on: 'all', from: 'earliest', handle: () => void handled++ })
  await runConsumers(log, [consumer], { source, settings: {} })
  let tenThousand = 0
  while (handled < count) {
    await pause(20)
    if (handled >= 10_000) tenThousand ||= performance.now() - started
  }
  const seconds = (performance.now() - started) / 1000
  note('10,000 of a backlog handled', `${(tenThousand / 1000).toFixed(1)} s`, '< 60 s')
  note('consumer, effect without a row', `${Math.round(count / seconds)} events/s`, '≥ 3,000/s')
  note('consumer, CPU per event', `${(cpuMicros(cpu) / count).toFixed(1)} µs`, 'bare client 6 µs')
  await pause(1_500)
  note('lag afterwards', String((await listGroups(log.database.reader))[0]?.lag), '0')
}

async function rateWithRows(log: TestLog, source: Source, count: number): Promise<string> {
  const started = performance.now()
  let handled = 0
  await runConsumers(log, [recording('rows', () => void handled++)], { source, settings: {} })
  while (handled < count) await pause(20)
  return `${Math.round(count / ((performance.now() - started) / 1000))} events/s`
}

/** The same load calm, with the broker frozen, dying and down. */
async function measurePosts(kafka: TestKafka): Promise<void> {
  const crm = await startCrm({ env: kafkaEnv(topicsOfOneTest(kafka.bootstrap)) })
  const poster = await crm.as(await make.admin(crm))
  const during = async (fault: () => void) => {
    const load = startLoad(poster)
    await pause(500)
    fault()
    await pause(8_000)
    const { took, refused } = await load.stop()
    if (refused > 0) note('refused posts', String(refused), '0')
    return percentile(took, 0.99)
  }
  await during(() => {})
  const calm = await during(() => {})
  const results: [string, number][] = []
  results.push(['frozen', await during(() => kafka.signal('SIGSTOP'))])
  kafka.signal('SIGCONT')
  await pause(2_000)
  results.push(['back, with 8 s to publish', await during(() => {})])
  results.push(['dying', await during(() => kafka.signal('SIGKILL'))])
  results.push(['down', await during(() => {})])
  note('POST p99, calm', `${calm.toFixed(1)} ms`)
  for (const [name, p99] of results)
    note(`POST p99, broker ${name}`, `${p99.toFixed(1)} ms = ${(p99 / calm).toFixed(2)} × calm`, '≤ 1.2 ×')
  await kafka.start()
  await crm.stop()
  await kafka.stop()
}

function cpuMicros(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before)
  return user + system
}
