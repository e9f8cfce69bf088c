import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import { listGroups } from '#events/index.ts'
import { recordEveryEvent, verifyAudit } from '#modules/audit/index.ts'
import type { KafkaConfig } from '#platform/config/kafka-config.ts'
import type { Database, Reader } from '#platform/db/database.ts'
import { allEvents, assertKafkaHasTheLog } from '../../server/test-kit/kafka-records.ts'
import type { TestKafka } from '../../server/test-kit/start-kafka.ts'
import { Client } from './http-calls.ts'
import type { Journal } from './journal.ts'

type Place = {
  kafka: TestKafka
  config: KafkaConfig
  database: Database
  journal: Journal
  /** Events of a history that a restore gave up. */
  ghosts?: ReadonlySet<string>
}

/**
 * Journal ⊆ database, database = Kafka as kcat reads it, every event with one entry in the trail, in the order of the
 * numbers, and counted once. Nothing of the application may be running behind. Returns how many events there are.
 */
export async function checkKafka({ kafka, config, database, journal, ghosts }: Place): Promise<number> {
  const { reader } = database
  for (const { group, lag, parked, dead } of await listGroups(reader))
    assert.deepEqual([lag, parked, dead], [0, 0, 0], group)
  const events = await allEvents(database)
  await checkTrail(
    reader,
    events.map(({ id }) => id),
  )
  const created = events.filter(({ type }) => type === 'course.created').map(({ key }) => Number(key))
  const days = await reader.selectFrom('daily_statistics').select(['courses', 'logins', 'registrations']).execute()
  const of = (type: string) => events.filter((event) => event.type === type).length
  const counted = (count: 'courses' | 'logins' | 'registrations') => days.reduce((sum, day) => sum + day[count], 0)
  assert.equal(counted('courses'), created.length, 'courses counted')
  assert.equal(counted('logins'), of('user.logged_in'), 'sign-ins counted')
  assert.equal(counted('registrations'), of('user.created'), 'registrations counted')
  const known = new Set(created)
  const lost = journal.acknowledged.filter(({ kind, id }) => kind === 'course' && !known.has(id))
  assert.deepEqual(lost, [], 'acknowledged, but without an event')
  return assertKafkaHasTheLog(kafka, config, database, ghosts)
}

/** Every event once; along a partition, numbers rise. A zombie's entry would break its chain or stand there twice. */
async function checkTrail(reader: Reader, ids: readonly string[]): Promise<void> {
  const entries = await reader
    .selectFrom('audit_entries')
    .select(['topic', 'partition', 'seq', 'event_id'])
    .orderBy('topic')
    .orderBy('partition')
    .orderBy('position')
    .execute()
  assert.deepEqual(entries.map(({ event_id }) => event_id).toSorted(), ids.toSorted(), 'audit entries')
  entries.slice(1).forEach((entry, at) => {
    const before = entries[at] as (typeof entries)[number]
    const follows = before.topic !== entry.topic || before.partition !== entry.partition
    assert.ok(follows || Number(before.seq) < Number(entry.seq), `${recordEveryEvent.group} at ${entry.seq}`)
  })
  assert.deepEqual((await verifyAudit(reader)).breaks, [])
}

/** Resolves when the broker has everything and every group has handled it, as the API tells; rejects after `limitMs`. */
export async function untilAllIsDone(url: string, cookie: string, limitMs = 120_000): Promise<void> {
  const client = new Client(url, { cookie })
  const giveUpAt = performance.now() + limitMs
  try {
    for (;;) {
      const broker = (await client.expect(200, { method: 'GET', path: '/events/broker' })).body
      const groups = (await client.expect(200, { method: 'GET', path: '/events/groups' })).body as Waiting[]
      if (broker.state === 'up' && broker.behind === 0 && groups.every(isDone)) return
      if (performance.now() > giveUpAt)
        throw new Error(`still behind: ${JSON.stringify([broker, groups]).slice(0, 2_000)}`)
      await pause(200)
    }
  } finally {
    client.close()
  }
}

type Waiting = { lag: number; parked: number; dead: number }

function isDone({ lag, parked, dead }: Waiting): boolean {
  return lag + parked + dead === 0
}
