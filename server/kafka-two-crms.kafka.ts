import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { startLoad } from './test-kit/course-load.ts'
import { topicsOfOneTest } from './test-kit/kafka-bench.ts'
import { kafkaEnv } from './test-kit/kafka-records.ts'
import { make } from './test-kit/make.ts'
import { startCrm } from './test-kit/start-crm.ts'
import { startKafka } from './test-kit/start-kafka.ts'

const kafka = await startKafka()
const skip = kafka === null && 'no Kafka here'

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
    await crm.settled()
    const { body: entries } = await owner.get('/audit?limit=1000&object=course/1')
    assert.equal(entries.filter(({ action }: { action: string }) => action === 'course.created').length, 1)
  }
  await Promise.all([first.stop(), second.stop()])
})
