import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import { runOn } from '#platform/db/testing/test-database.ts'
import type { Journal } from './journal.ts'

type Row = Record<string, unknown>

/** Resolves when every event is numbered and every group has handled it; rejects after `patienceMs`. */
export async function settledOn(url: string, patienceMs = 60_000): Promise<void> {
  const giveUpAt = performance.now() + patienceMs
  for (;;) {
    const behind = await runOn(
      url,
      `select p.group_name as place, count(*) as n from consumer_positions p
         join events e on e.topic = p.topic and e.partition = p.partition and e.seq > p.seq group by p.group_name
       union all select 'unnumbered', count(*) from events where seq is null having count(*) > 0
       union all select 'failures', count(*) from event_failures having count(*) > 0`,
    )
    if (behind.length === 0) return
    if (performance.now() > giveUpAt) throw new Error(`Groups are stuck: ${JSON.stringify(behind)}`)
    await pause(100)
  }
}

/**
 * Of a CRM that has settled: everything acknowledged is there once, under the id that was told; every change has its
 * event and every event its change; numbers have no gap; every effect happened once.
 */
export async function checkSettledServer(url: string, journal: Journal): Promise<void> {
  const [users, courses, events] = [
    await read(url, 'select id, email as name from users'),
    await read(url, 'select id, title as name from courses'),
    await read(url, 'select id, type, topic, seq, payload from events order by seq'),
  ]
  checkJournal(journal, { user: users, course: courses })
  assert.deepEqual(
    events.map((event) => Number(event['seq'])),
    events.map((_, at) => at + 1),
    'numbers without a gap',
  )
  const ids = (rows: readonly Row[], field = 'id') => rows.map((row) => String(row[field])).sort()
  const told = (type: string, field: string) =>
    events
      .filter((event) => event['type'] === type)
      .map(({ payload }) => String(JSON.parse(String(payload))[field]))
      .sort()
  assert.deepEqual(told('user.created', 'user_id'), ids(users), 'users against their events')
  assert.deepEqual(told('course.created', 'course_id'), ids(courses), 'courses against their events')
  assert.deepEqual(ids(await read(url, 'select event_id from audit_entries'), 'event_id'), ids(events), 'audit')
  assert.deepEqual(ids(await read(url, 'select user_id from messages'), 'user_id'), ids(users), 'one letter each')
  const [passedOver] = await read(url, 'select sum(ghosts) as ghosts from consumer_positions')
  assert.equal(Number(passedOver?.['ghosts'] ?? 0), 0, 'events of ours taken for ghosts')
  await checkStatistics(url, users.length, courses.length)
}

async function checkStatistics(url: string, users: number, courses: number): Promise<void> {
  const [sum] = await read(url, 'select sum(registrations) as users, sum(courses) as courses from daily_statistics')
  assert.deepEqual([Number(sum?.['users']), Number(sum?.['courses'])], [users, courses], 'daily statistics')
}

function checkJournal({ acknowledged, unknown }: Journal, found: { user: readonly Row[]; course: readonly Row[] }) {
  const byName = { user: idsByName(found.user), course: idsByName(found.course) }
  const lost = acknowledged.filter(({ kind, mark, id }) => String(byName[kind].get(mark)) !== String([id]))
  assert.deepEqual(lost, [], `${lost.length} of ${acknowledged.length} acknowledged writes are lost or doubled`)
  const doubled = [...unknown.values()].filter(({ kind, mark }) => (byName[kind].get(mark)?.length ?? 0) > 1)
  assert.deepEqual(doubled, [], 'doubled writes')
}

function idsByName(rows: readonly Row[]): Map<string, number[]> {
  const found = new Map<string, number[]>()
  for (const { name, id } of rows) found.set(String(name), [...(found.get(String(name)) ?? []), Number(id)])
  return found
}

async function read(url: string, sql: string): Promise<Row[]> {
  return (await runOn(url, sql)) as Row[]
}
