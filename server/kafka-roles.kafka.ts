// ROLES: the API, the bridge and the consumers as processes of their own, on one PostgreSQL and one Kafka.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { runOn } from '#platform/db/testing/test-database.ts'
import { startPostgres } from '../tools/database-servers/postgres.ts'
import { sessionOf } from './test-kit/fetch-session.ts'
import { topicsOfOneTest } from './test-kit/kafka-bench.ts'
import { deduplicated, kafkaEnv, readAll } from './test-kit/kafka-records.ts'
import { startServerProcess } from './test-kit/server-process.ts'
import { startKafka } from './test-kit/start-kafka.ts'
import { until } from './test-kit/until.ts'

const kafka = await startKafka()
const postgres = await startPostgres().catch((error: Error) => {
  console.error(`\n!!! NOT TESTED: separate processes. ${error.message}\n`)
  return null
})
after(() => postgres?.stop())
const skip = (kafka === null || postgres === null) && 'no Kafka or no PostgreSQL here'

type Place = { owner: string | null; lag: number }
type Group = { group: string; lag: number; dead: number; partitions: Place[] }

test('API, bridge and consumers share the work as separate processes, and each may be away for a while', {
  skip,
}, async () => {
  if (!kafka || !postgres) return
  const config = topicsOfOneTest(kafka.bootstrap)
  const start = (roles: string) =>
    startServerProcess({ env: { ...kafkaEnv(config), DB_URL: postgres.url, ROLES: roles } })
  const api = await start('api')
  const bridge = await start('bridge')
  const consumers = [await start('consumers'), await start('consumers')]
  assert.match(api.printed(), /роли: api/)
  assert.match(bridge.printed(), /только \/health и \/metrics[\s\S]*роли: bridge/)

  const owner = await sessionOf(api.url)
  const posted: number[] = []
  const post = async (count: number) => {
    for (let n = 0; n < count; n++) posted.push((await owner.post('/courses', { title: 'Курс', price: 1 })).id)
  }
  const groups = () => owner.get<Group[]>('/events/groups')
  const idle = async () => (await groups()).every(({ lag }) => lag === 0)
  const owners = async () =>
    new Set((await groups()).flatMap(({ partitions }) => partitions.flatMap(({ owner: process }) => process ?? [])))

  await post(20)
  await until(idle, 'all is handled')
  await until(async () => (await owners()).size === 2, 'both consumers have their share')

  // what does not answer requests tells only how it is
  for (const { url } of [bridge, ...consumers]) {
    assert.equal((await fetch(`${url}/courses`)).status, 404)
    assert.match(await (await fetch(`${url}/health/ready`)).text(), /"broker":"up"/)
    assert.match(await (await fetch(`${url}/metrics`)).text(), /^kafka_broker_up 1$/m)
  }

  await bridge.kill()
  await post(20)
  const broker = () => owner.get<{ behind: number; partitions: Place[] }>('/events/broker')
  await until(async () => (await broker()).behind >= 20, 'what is not published is counted')
  const bridges = async () => (await broker()).partitions
  await until(
    async () => (await bridges()).every(({ owner: process }) => process === null),
    'a dead owner is not shown',
  )
  const second = await start('bridge')
  await until(idle, 'the next bridge has published it')

  await consumers[0]?.kill()
  await post(20)
  await until(idle, 'the other consumer has taken over', 40_000)
  assert.equal((await owners()).size, 1)
  assert.ok((await groups()).every(({ dead }) => dead === 0))

  const today = new Date().toISOString().slice(0, 10)
  const [day] = await owner.get<{ courses: number }[]>(`/stats/daily?from=${today}&to=${today}`)
  assert.equal(day?.courses, 60, 'every effect once')
  const records = deduplicated(await readAll(kafka, [config.topics['course-events']]))
  assert.deepEqual(records.map(({ key }) => Number(key)).toSorted(byNumber), posted.toSorted(byNumber))
  for (const process of [api, second, consumers[1]]) assert.equal(await process?.stop(), 0)
})

test('without Kafka, too, one process answers and another one handles the events', {
  skip: postgres === null && 'no PostgreSQL',
}, async () => {
  if (!postgres) return
  await runOn(postgres.url, 'create database embedded')
  const env = { DB_URL: postgres.url.replace(/\/postgres$/, '/embedded') }
  const api = await startServerProcess({ env: { ...env, ROLES: 'api' } })
  const consumers = await startServerProcess({ env: { ...env, ROLES: 'consumers' } })
  const owner = await sessionOf(api.url)
  await owner.post('/courses', { title: 'Курс', price: 1 })
  await until(
    async () => (await owner.get<Group[]>('/events/groups')).every(({ lag }) => lag === 0),
    'all is handled',
  ).catch(async (e) => {
    console.error(JSON.stringify(await owner.get('/events/groups')))
    console.error(consumers.printed(), api.printed())
    throw e
  })
  assert.match(consumers.printed(), /course\.created/)
  assert.doesNotMatch(api.printed(), /course\.created/)
})

function byNumber(one: number, other: number): number {
  return one - other
}
