import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { startLoad } from './test-kit/course-load.ts'
import { topicsOfOneTest } from './test-kit/kafka-bench.ts'
import { allEvents, assertKafkaHasTheLog, kafkaEnv } from './test-kit/kafka-records.ts'
import { make } from './test-kit/make.ts'
import { startCrm } from './test-kit/start-crm.ts'
import { startKafka } from './test-kit/start-kafka.ts'

const kafka = await startKafka()
const skip = kafka === null && 'no Kafka here'

test('switching Kafka on, off and on again under load loses and doubles nothing', { skip }, async (t) => {
  if (!kafka) return
  const config = topicsOfOneTest(kafka.bootstrap)
  const on = kafkaEnv(config)
  const off = { KAFKA_BOOTSTRAP_SERVERS: '' }
  const crm = await startCrm()
  const admin = await make.admin(crm)
  const ids: number[] = []
  for (const setting of [on, off, on, off, on]) {
    const load = startLoad(await crm.as(admin))
    await pause(1_500)
    const { ids: more, refused } = await load.stop()
    assert.equal(refused, 0)
    ids.push(...more)
    // whatever is still on its way is left to the next transport
    await crm.restart(setting)
  }
  const reader = await crm.as(admin)
  for (let tries = 200; (await reader.get('/events/broker')).body.behind !== 0; tries--) {
    assert.ok(tries > 0, 'still behind')
    await pause(100)
  }
  await crm.settled()
  const events = await assertKafkaHasTheLog(kafka, config, crm.db)
  const all = await allEvents(crm.db)
  const created = new Set(all.filter(({ type }) => type === 'course.created').map(({ key }) => Number(key)))
  assert.deepEqual(
    ids.filter((id) => !created.has(id)),
    [],
  )
  // projections count what was done: each event exactly once
  const owner = await crm.as(await make.owner(crm))
  await crm.settled()
  const { body: days } = await owner.get('/stats/daily?from=2026-03-01&to=2026-03-01')
  assert.equal(days[0].courses, created.size)
  t.diagnostic(`${events} events, ${ids.length} acknowledged courses`)
  await crm.stop()
})

test('a second CRM on the same topics disturbs nothing', { skip }, async () => {
  if (!kafka) return
  const config = topicsOfOneTest(kafka.bootstrap)
  const first = await startCrm({ env: kafkaEnv(config) })
  const second = await startCrm({ env: kafkaEnv({ ...config, clientId: `${config.clientId}-b` }) })
  const posters = await Promise.all([first, second].map(async (crm) => crm.as(await make.admin(crm))))
  const loads = posters.map((poster) => startLoad(poster))
  await pause(2_000)
  const journals = await Promise.all(loads.map((load) => load.stop()))
  for (const [at, crm] of [first, second].entries()) {
    await crm.settled()
    const own = await crm.events('course.created')
    const known = new Set(own.map(({ key }) => Number(key)))
    assert.deepEqual(
      journals[at]?.ids.filter((id) => !known.has(id)),
      [],
    )
    const { body: groups } = await (await crm.as(await make.admin(crm))).get('/events/groups')
    for (const group of groups) assert.deepEqual([group.parked, group.dead], [0, 0], group.group)
  }
  // each has only counted its own courses and welcomed its own users
  for (const crm of [first, second]) {
    const letters = (await crm.events('message.queued')).length
    const users = (await crm.events('user.created')).length
    const owner = await crm.as(await make.owner(crm))
    const { body: days } = await owner.get('/stats/daily?from=2026-03-01&to=2026-03-01')
    assert.equal(days[0].courses, (await crm.events('course.created')).length)
    assert.ok(letters <= users, `${letters} letters to ${users} users`)
  }
  await Promise.all([first.stop(), second.stop()])
})
