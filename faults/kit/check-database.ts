import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import type { Journal } from './journal.ts'

/** What a client was told up to some moment. */
export type Known = Pick<Journal, 'acknowledged' | 'logins'>

/** Checks everything the promises say about one snapshot of a live or stopped database; throws at the first that is untrue. */
export function checkDatabase(file: string, journal: Known): void {
  inSnapshot(file, (db) => {
    checkWhole(db)
    checkLog(db)
    checkChangesHaveEvents(db)
    checkEffects(db)
    checkJournal(db, journal)
  })
}

/** Reads only; opening it for writing would do the recovery that the server must be able to do itself. */
function inSnapshot<T>(file: string, look: (db: DatabaseSync) => T): T {
  const db = new DatabaseSync(file, { readOnly: true, timeout: 10_000 })
  try {
    db.exec('begin')
    return look(db)
  } finally {
    db.close()
  }
}

function checkWhole(db: DatabaseSync): void {
  assert.deepEqual(list(db, 'pragma integrity_check'), ['ok'], 'integrity')
  assert.deepEqual(db.prepare('pragma foreign_key_check').all(), [], 'foreign keys')
}

/** Numbers begin at 1, without a gap, in the order of the commits, and the counter stands at the last. */
function checkLog(db: DatabaseSync): void {
  const log = one(db, 'select count(*) events, count(seq) numbered, min(seq) first, max(seq) last from events')
  const last = one(db, 'select last_seq from event_log')['last_seq']
  const expected = { events: last, numbered: last, first: last === 0 ? null : 1, last: last === 0 ? null : last }
  assert.deepEqual(log, expected, 'event numbers')
  const inversions = `select count(*) n from (select seq, lag(seq) over (order by n) before from events) where seq < before`
  assert.equal(one(db, inversions)['n'], 0, 'numbers against the order of the commits')
}

const changes = [
  { type: 'user.created', rows: 'select cast(id as text) from users' },
  { type: 'course.created', rows: 'select cast(id as text) from courses' },
  { type: 'user.logged_in', rows: 'select cast(user_id as text) from sessions' },
  { type: 'message.queued', rows: `select cast(id as text) from messages` },
]

/** A row without its event, an event without its row, or either of them twice. */
function checkChangesHaveEvents(db: DatabaseSync): void {
  for (const { type, rows } of changes) {
    const events = type === 'message.queued' ? `json_extract(payload, '$.message_id')` : 'key'
    const told = list(db, `select cast(${events} as text) from events where type = '${type}'`)
    assert.deepEqual(differences(list(db, rows), told), [], `rows against ${type}: [in rows, in events]`)
  }
}

/** At every instant: what lies up to a group's position has its effect, once, or stands among its failures; nothing beyond has one. */
function checkEffects(db: DatabaseSync): void {
  const recorded = list(db, 'select event_id from audit_entries')
  const due = list(db, `select e.id ${passedBy('audit-trail')}`)
  assert.deepEqual(differences(due, recorded), [], 'audit entries against positions: [due, recorded]')
  const counted = one(
    db,
    'select coalesce(sum(registrations),0) r, coalesce(sum(logins),0) l, coalesce(sum(courses),0) c from daily_statistics',
  )
  const of = (type: string) => one(db, `select count(*) n ${passedBy('daily-statistics')} and e.type = '${type}'`)['n']
  const expected = { r: of('user.created'), l: of('user.logged_in'), c: of('course.created') }
  assert.deepEqual(counted, expected, 'daily statistics against positions')
}

/** A restored database goes on in a later epoch behind the numbers it has. */
function passedBy(group: string): string {
  return `from events e join consumer_positions p on p.topic = e.topic and p.partition = e.partition and p.epoch >= e.epoch
    where p.group_name = '${group}' and e.seq <= p.seq and not exists (select 1 from event_failures f
      where f.group_name = p.group_name and f.seq = e.seq and f.state in ('parked', 'waiting', 'retrying', 'dead'))`
}

/** Everything that was acknowledged is there, once, under the id that was told. */
function checkJournal(db: DatabaseSync, { acknowledged, logins }: Known): void {
  const tables = {
    course: named(db, 'select title as name, id from courses'),
    user: named(db, 'select email as name, id from users'),
  }
  const lost = acknowledged.filter(({ kind, mark, id }) => {
    const ids = tables[kind].get(mark)
    return ids?.length !== 1 || ids[0] !== id
  })
  assert.deepEqual(
    lost,
    [],
    `${lost.length} of ${acknowledged.length} acknowledged writes are lost, doubled or elsewhere`,
  )
  const sessions = Number(one(db, 'select count(*) n from sessions')['n'])
  assert.ok(sessions >= logins, `${logins} sign-ins were acknowledged, ${sessions} are there`)
}

/** How often each of these writes had its effect; for writes whose answer the client never saw. */
export function effectsOf(file: string, marks: readonly string[]): number[] {
  return inSnapshot(file, (db) => {
    const courses = named(db, 'select title as name, id from courses')
    const users = named(db, 'select email as name, id from users')
    return marks.map((mark) => (courses.get(mark)?.length ?? 0) + (users.get(mark)?.length ?? 0))
  })
}

/** Resolves when every group has handled every event, failed ones too; rejects after `patienceMs`. */
export async function settled(file: string, patienceMs = 20_000): Promise<void> {
  const giveUpAt = performance.now() + patienceMs
  for (;;) {
    const behind = inSnapshot(file, (db) => rows(db, behindQuery))
    if (behind.length === 0) return
    if (performance.now() > giveUpAt) throw new Error(`Groups are stuck: ${JSON.stringify(behind)}`)
    await pause(50)
  }
}

const behindQuery = `select p.group_name, count(*) behind from consumer_positions p
  join events e on e.topic = p.topic and e.partition = p.partition and e.seq > p.seq group by p.group_name
  union all select group_name || ' ' || state || ' ' || error, count(*) from event_failures
    where state in ('parked', 'waiting', 'retrying', 'dead') group by 1`

/** Once settled: every event has its audit entry and every new user a letter. */
export function checkNothingMissing(file: string): void {
  inSnapshot(file, (db) => {
    const events = list(db, 'select id from events')
    assert.deepEqual(differences(events, list(db, 'select event_id from audit_entries')), [], 'events without audit')
    const users = list(db, 'select cast(id as text) from users')
    assert.deepEqual(
      differences(users, list(db, 'select cast(user_id as text) from messages')),
      [],
      'users without letter',
    )
  })
}

export function rows(db: DatabaseSync, sql: string): Record<string, unknown>[] {
  return db
    .prepare(sql)
    .all()
    .map((row) => ({ ...row }))
}

function one(db: DatabaseSync, sql: string): Record<string, unknown> {
  return { ...db.prepare(sql).get() }
}

function list(db: DatabaseSync, sql: string): string[] {
  return db
    .prepare(sql)
    .all()
    .map((row) => Object.values(row)[0] as string)
}

function named(db: DatabaseSync, sql: string): Map<string, number[]> {
  const found = new Map<string, number[]>()
  for (const { name, id } of db.prepare(sql).all() as { name: string; id: number }[]) {
    found.set(name, [...(found.get(name) ?? []), id])
  }
  return found
}

/** Members that the two lists do not have equally often, as [value, in left, in right]; at most ten. */
function differences(left: readonly string[], right: readonly string[]): [string, number, number][] {
  const counts = new Map<string, [number, number]>()
  const add = (value: string, side: 0 | 1) => {
    const pair = counts.get(value) ?? [0, 0]
    pair[side]++
    counts.set(value, pair)
  }
  for (const value of left) add(value, 0)
  for (const value of right) add(value, 1)
  return [...counts]
    .filter(([, [a, b]]) => a !== b)
    .slice(0, 10)
    .map(([value, [a, b]]) => [value, a, b])
}
