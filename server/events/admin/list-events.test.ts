import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CompiledQuery } from 'kysely'
import { fileOnly } from '#platform/db/testing/test-database.ts'
import { Failure } from '#platform/failure.ts'
import { append, courseCreated, openTestLog, type TestLog, userCreated } from '../test-log.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'
import { type EventFilter, listEvents } from './list-events.ts'
import { listTopics } from './list-topics.ts'

test('pages lead through all events in the order of their numbers, whatever the filter', async (t) => {
  const log = await openTestLog(t)
  await append(
    log,
    Array.from({ length: 60 }, (_, n) => (n % 3 === 0 ? userCreated((n % 5) + 1) : courseCreated((n % 7) + 1))),
  )
  const all = await numbers(log, {})
  assert.deepEqual(
    all,
    Array.from({ length: 60 }, (_, n) => n + 1),
  )
  const users = all.filter((seq) => (seq - 1) % 3 === 0)
  assert.deepEqual(await numbers(log, { topic: 'user-events' }), users)
  assert.deepEqual(await numbers(log, { type: 'user.created' }), users)
  assert.deepEqual(await numbers(log, { topic: 'course-events', type: 'user.created' }), [])
  const firstUser = users.filter((seq) => ((seq - 1) % 5) + 1 === 1)
  assert.deepEqual(await numbers(log, { key: '1', topic: 'user-events' }), firstUser)
  assert.deepEqual(await numbers(log, { key: '1', type: 'user.created' }), firstUser)
  assert.ok((await numbers(log, { key: '1' })).length > firstUser.length)
})

test('a cursor that we did not write is refused', () => {
  assert.equal(decodeCursor(encodeCursor(42)), 42)
  for (const bad of [
    '',
    '42',
    'x',
    encodeCursor(1).slice(1),
    `${encodeCursor(1)}=`,
    Buffer.from('seq:-1').toString('base64url'),
    Buffer.from('seq:01').toString('base64url'),
  ]) {
    assert.throws(
      () => decodeCursor(bad),
      (error) => error instanceof Failure && error.code === 'validation',
      bad,
    )
  }
})

test('a payload that is no JSON is listed as base64 text', async (t) => {
  const log = await openTestLog(t)
  await append(log, [courseCreated(1)])
  await log.database.inTransaction(async (tx) => {
    await tx.updateTable('events').set({ payload: 'не json' }).execute()
  })
  const { events } = await listEvents(log.database.reader, { limit: 1 })
  assert.equal(events[0]?.value, Buffer.from('не json').toString('base64'))
})

test('every filter is served along one index in the order of numbers, without sorting', {
  skip: fileOnly,
}, async (t) => {
  const log = await openTestLog(t)
  await append(log, [courseCreated(1)])
  const key = { key: '1', type: 'user.created', topic: 'user-events' } as const
  assert.deepEqual(await indexesUsed(log, {}), ['sqlite_autoindex_events_1'])
  assert.deepEqual(await indexesUsed(log, { type: 'user.created', topic: 'user-events' }), ['events_by_type_seq'])
  assert.deepEqual(await indexesUsed(log, key), ['events_by_key_seq'])
  assert.deepEqual(await indexesUsed(log, { topic: 'user-events' }), ['events_by_topic_partition_seq'])
})

test('topics show their partitions, with how many events each keeps', async (t) => {
  const log = await openTestLog(t)
  await append(log, [courseCreated(1), courseCreated(1), userCreated(1)])
  const topics = await listTopics(log.database.reader)
  assert.deepEqual(
    topics.map(({ topic, partitions }) => [topic, partitions.length]),
    [
      ['user-events', 6],
      ['course-events', 6],
      ['message-events', 6],
    ],
  )
  const filled = topics[1]?.partitions.filter((partition) => partition.size > 0)
  assert.deepEqual(
    filled?.map(({ size, lastSeq }) => [size, lastSeq]),
    [[2, 2]],
  )
})

async function numbers(log: TestLog, filter: EventFilter): Promise<number[]> {
  const found: number[] = []
  for (let after: string | undefined; ; ) {
    const page = await listEvents(log.database.reader, { ...filter, after, limit: 7 })
    found.push(...page.events.map((event) => event.seq))
    if (page.next === null) return found
    after = page.next
  }
}

/** What SQLite says about the very statements that the list runs. */
async function indexesUsed({ database }: TestLog, filter: EventFilter): Promise<string[]> {
  const executor = database.reader.getExecutor()
  const queries: CompiledQuery[] = []
  const watched = database.reader.withPlugin({
    transformQuery({ node, queryId }) {
      queries.push(executor.compileQuery(node, queryId))
      return node
    },
    transformResult: async ({ result }) => result,
  })
  await listEvents(watched, { ...filter, limit: 7 })
  const used = new Set<string>()
  for (const { sql, parameters } of queries.filter((query) => query.sql.includes('from "events"'))) {
    const { rows } = await database.reader.executeQuery<{ detail: string }>(
      CompiledQuery.raw(`explain query plan ${sql}`, [...parameters]),
    )
    for (const { detail } of rows) used.add(/SEARCH events USING INDEX (\S+)/.exec(detail)?.[1] ?? detail)
  }
  return [...used]
}
