import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { percentile, startLoad } from './test-kit/course-load.ts'
import { topicsOfOneTest } from './test-kit/kafka-bench.ts'
import { allEvents, assertKafkaHasTheLog, kafkaEnv } from './test-kit/kafka-records.ts'
import { make } from './test-kit/make.ts'
import { type Crm, startCrm } from './test-kit/start-crm.ts'
import { startKafka, type TestKafka } from './test-kit/start-kafka.ts'

const kafka = await startKafka()

function check(title: string, work: (kafka: TestKafka, t: TestContext) => Promise<void>): void {
  test(title, { skip: kafka === null && 'no Kafka here' }, (t) => work(kafka as TestKafka, t))
}

async function untilOnKafka(crm: Crm, limitMs = 60_000): Promise<void> {
  const admin = await crm.as(await make.admin(crm))
  const giveUp = performance.now() + limitMs
  for (;;) {
    const { body } = await admin.get('/events/broker')
    if (body.state === 'up' && body.behind === 0) return
    if (performance.now() > giveUp) throw new Error(`still behind: ${JSON.stringify(body).slice(0, 300)}`)
    await pause(100)
  }
}

async function untilSettled(crm: Crm): Promise<void> {
  for (let tries = 6; ; tries--) {
    try {
      return await crm.settled()
    } catch (error) {
      if (tries === 0) throw error
    }
  }
}

/** Journal ⊆ database = events = Kafka, and one entry in the audit trail per event. */
async function assertNothingLost(
  kafka: TestKafka,
  crm: Crm,
  config: ReturnType<typeof topicsOfOneTest>,
  ids: number[],
) {
  await untilOnKafka(crm)
  await untilSettled(crm)
  const created = await crm.events('course.created').then(() => allEvents(crm.db))
  const known = new Set(created.filter(({ type }) => type === 'course.created').map(({ key }) => Number(key)))
  assert.deepEqual(
    ids.filter((id) => !known.has(id)),
    [],
  )
  const count = await assertKafkaHasTheLog(kafka, config, crm.db)
  const owner = await crm.as(await make.owner(crm))
  await untilSettled(crm)
  const after = (await allEvents(crm.db)).length
  const entries = await auditIds(owner)
  assert.equal(entries.length, after)
  assert.equal(new Set(entries).size, after)
  return count
}

async function auditIds(owner: Awaited<ReturnType<Crm['as']>>): Promise<string[]> {
  const ids: string[] = []
  for (let path: string | undefined = '/audit?limit=1000'; path; ) {
    const { body, headers }: { body: { event_id: string }[]; headers: Record<string, unknown> } = await owner.get(path)
    ids.push(...body.map(({ event_id }) => event_id))
    path = /<([^>]+)>; rel="next"/.exec(String(headers['link'] ?? ''))?.[1]?.replace(/^https?:\/\/[^/]+/, '')
  }
  return ids
}

const faults: [string, (kafka: TestKafka) => Promise<void>][] = [
  [
    'SIGTERM',
    async (kafka) => {
      kafka.signal('SIGTERM')
      await pause(6_000)
      await kafka.start()
    },
  ],
  [
    'SIGKILL',
    async (kafka) => {
      kafka.signal('SIGKILL')
      await pause(4_000)
      await kafka.start()
    },
  ],
  ...[20, 45].map((seconds): (typeof faults)[number] => [
    `SIGSTOP for ${seconds} s`,
    async (kafka) => {
      kafka.signal('SIGSTOP')
      await pause(seconds * 1000)
      kafka.signal('SIGCONT')
    },
  ]),
]

for (const [name, fault] of faults) {
  check(
    `${name} of the broker under load: no request waits for it, nothing is lost, doubled or out of order`,
    async (kafka, t) => {
      const config = topicsOfOneTest(kafka.bootstrap)
      const crm = await startCrm({ env: kafkaEnv(config) })
      const poster = await crm.as(await make.admin(crm))
      const calm = startLoad(poster)
      await pause(4_000)
      const before = await calm.stop()
      const load = startLoad(poster)
      await pause(500)
      await fault(kafka)
      await pause(1_000)
      const during = await load.stop()
      assert.equal(before.refused + during.refused, 0)
      const events = await assertNothingLost(kafka, crm, config, [...before.ids, ...during.ids])
      const [quiet, hit] = [percentile(before.took, 0.99), percentile(during.took, 0.99)]
      t.diagnostic(`${events} events; p99 calm ${quiet.toFixed(1)} ms, with the fault ${hit.toFixed(1)} ms`)
      assert.ok(hit <= Math.max(1.5 * quiet, 60), `p99 ${hit} ms, calm ${quiet} ms`)
      await crm.stop()
    },
  )
}

check('the server starts without the broker, says so once, and publishes everything when it comes', async (kafka) => {
  await kafka.stop()
  const config = topicsOfOneTest(kafka.bootstrap)
  const crm = await startCrm({ env: kafkaEnv(config) })
  const poster = await crm.as(await make.admin(crm))
  const load = startLoad(poster)
  await pause(5_000)
  const ready = await crm.anonymous.get('/health/ready')
  assert.deepEqual([ready.status, ready.body.checks.broker], [200, 'down'])
  const { ids } = await load.stop()
  const lines = crm.console.filter((line) => line.includes('Kafka недоступна'))
  assert.equal(lines.length, 1, lines.join(''))
  await kafka.start()
  await assertNothingLost(kafka, crm, config, ids)
  const up = crm.console.filter((line) => line.includes('Kafka на связи'))
  assert.equal(up.length, 1)
  await crm.stop()
})

check('a broker that comes back empty is filled from the log', async (kafka) => {
  const config = topicsOfOneTest(kafka.bootstrap)
  const crm = await startCrm({ env: kafkaEnv(config) })
  const poster = await crm.as(await make.admin(crm))
  const load = startLoad(poster)
  await pause(2_000)
  await kafka.wipe()
  await kafka.start()
  await pause(2_000)
  const { ids, refused } = await load.stop()
  assert.equal(refused, 0)
  await assertNothingLost(kafka, crm, config, ids)
  await crm.stop()
})
