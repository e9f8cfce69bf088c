import assert from 'node:assert/strict'
import { test } from 'node:test'
import { systemActor } from '#platform/actor.ts'
import { Failure } from '#platform/failure.ts'
import { addFailure } from '../failures-store.ts'
import type { ConsumerProblem } from '../runner/assignment.ts'
import {
  append,
  courseCreated,
  effectsOf,
  hurried,
  openTestLog,
  recording,
  runConsumers,
  type TestLog,
  until,
} from '../test-log.ts'
import {
  decideDeadLetters,
  discardDeadLetter,
  getDeadLetter,
  listDeadLetters,
  retryDeadLetter,
} from './dead-letters.ts'
import { listGroups } from './list-groups.ts'

const admin = { ...systemActor('request'), userId: 7 }
const place = { group: 'g', topic: 'course-events', partition: 0 } as const

test('a dead letter shows its event and its error, and can be discarded once, by somebody who is noted', async (t) => {
  const log = await openTestLog(t)
  await runConsumers(log, [recording('g', alwaysFailing)])
  await append(log, [courseCreated(1, 'яд')])
  const [letter] = await untilDead(log, 1)
  const id = letter?.id ?? 0
  const shown = await getDeadLetter(log.database.reader, id)
  assert.deepEqual([shown.type, shown.key, shown.seq, shown.error], ['course.created', '1', 1, 'TypeError: kaputt'])
  assert.equal((shown.value as { title: string }).title, 'яд')
  assert.equal(shown.headers.ce_sequence, '1')
  await log.database.inTransaction((tx) => discardDeadLetter(tx, admin, id, new Date()))
  assert.equal((await getDeadLetter(log.database.reader, id)).actedBy, '7')
  assert.deepEqual(await listDeadLetters(log.database.reader, { limit: 10 }), [])
  await assert.rejects(
    log.database.inTransaction((tx) => discardDeadLetter(tx, admin, id, new Date())),
    notFound,
  )
  await assert.rejects(
    log.database.inTransaction((tx) => retryDeadLetter(tx, admin, id, new Date())),
    notFound,
  )
})

test('an event that cannot be read is a dead letter at once, and the console hears of it', async (t) => {
  const log = await openTestLog(t)
  await append(log, [courseCreated(1)])
  const broken = log.database.reader.updateTable('events').set({ payload: 'not json' })
  await log.database.inTransaction((tx) => tx.executeQuery(broken))
  const heard: ConsumerProblem[] = []
  await runConsumers(log, [recording('g')], { onProblem: (problem) => heard.push(problem) })
  await untilDead(log, 1)
  await until(() => heard.length > 0, 'a word about it')
  assert.deepEqual(
    heard.map(({ kind, place, seq, error }) => [kind, place.group, seq, error]),
    [['dead', 'g', 1, 'not JSON']],
  )
})

test('a retry that fails again is a dead letter again, with its new error', async (t) => {
  const log = await openTestLog(t)
  let error = 'einmal'
  await runConsumers(log, [
    recording('g', () => {
      throw new Error(error)
    }),
  ])
  await append(log, [courseCreated(1)])
  const [letter] = await untilDead(log, 1)
  error = 'zweimal'
  await log.database.inTransaction((tx) => retryDeadLetter(tx, admin, letter?.id ?? 0, new Date()))
  await until(
    async () => (await getDeadLetter(log.database.reader, letter?.id ?? 0)).error === 'Error: zweimal',
    'the new error',
  )
  assert.equal((await getDeadLetter(log.database.reader, letter?.id ?? 0)).state, 'dead')
})

test('later events of the key go on when their predecessor is dead, in their order', async (t) => {
  const log = await openTestLog(t)
  await runConsumers(log, [recording('g', (event) => event.payload.title === 'яд' && alwaysFailing())])
  await append(log, [courseCreated(1, 'яд'), ...Array.from({ length: 40 }, () => courseCreated(1))])
  await untilDead(log, 1)
  await until(async () => (await effectsOf(log.database.reader, 'g')).length === 40, 'the later ones')
  const rows = await log.database.reader.selectFrom('events').select('id').where('seq', '>', 1).orderBy('seq').execute()
  assert.deepEqual(
    await effectsOf(log.database.reader, 'g'),
    rows.map((row) => row.id),
  )
  assert.equal((await listGroups(log.database.reader))[0]?.parked, 0)
})

test('bytes that are no text are shown as base64', async (t) => {
  const log = await openTestLog(t)
  const record = {
    ...place,
    log: 'abc',
    offset: 1,
    key: null,
    headers: { a: 'b' },
    time: 0,
    value: Uint8Array.of(0xff, 0xfe),
  }
  await log.database.inTransaction((tx) =>
    addFailure(
      tx,
      place,
      { state: 'dead', attempts: 0, nextAt: 0, error: 'e', type: null, seq: null, record },
      new Date(),
    ),
  )
  const shown = await getDeadLetter(log.database.reader, 1)
  assert.deepEqual([shown.value, shown.headers], ['//4=', { a: 'b' }])
  await assert.rejects(getDeadLetter(log.database.reader, 2), notFound)
})

function alwaysFailing(): never {
  throw new TypeError('kaputt')
}

async function untilDead(log: TestLog, count: number) {
  const dead = () => listDeadLetters(log.database.reader, { states: ['dead'], limit: 10 })
  await until(
    async () => (await dead()).length === count,
    `${count} dead letters (waits of ${hurried.parkedMs.join(', ')} ms)`,
  )
  return dead()
}

function notFound(error: unknown): boolean {
  return error instanceof Failure && error.code === 'dead_letter_not_found'
}

test('many are decided about at once: named ones, or all of a group if there are still as many', async (t) => {
  const log = await openTestLog(t)
  const { inTransaction, reader } = log.database
  const record = { ...place, log: 'test', offset: 1, key: null, value: '{}', headers: {}, time: 0 }
  await inTransaction(async (tx) => {
    for (let seq = 1; seq <= 5; seq++) {
      const failure = { state: 'dead', attempts: 1, nextAt: 0, error: 'e', type: null, seq, record } as const
      await addFailure(tx, { ...place, group: seq <= 3 ? 'g' : 'other' }, failure, new Date())
    }
  })
  const decide = (
    ...[decision, choice]: [Parameters<typeof decideDeadLetters>[2], Parameters<typeof decideDeadLetters>[3]]
  ) => inTransaction((tx) => decideDeadLetters(tx, admin, decision, choice, new Date()))
  const states = async () =>
    (await reader.selectFrom('event_failures').select('state').orderBy('id').execute()).map(({ state }) => state)
  await assert.rejects(
    decide('discard', { group: 'g', expected: 2 }),
    (error) => error instanceof Failure && error.code === 'count_changed' && error.facts['count'] === 3,
  )
  assert.deepEqual(await states(), ['dead', 'dead', 'dead', 'dead', 'dead'])
  const ids = (await listDeadLetters(reader, { limit: 10 })).map(({ id }) => id).sort((a, b) => a - b)
  assert.equal(await decide('discard', { ids: [ids[0]!, 999_999] }), 1)
  assert.equal(await decide('discard', { ids: [ids[0]!] }), 0)
  assert.equal(await decide('retry', { group: 'g', expected: 2 }), 2)
  assert.deepEqual(await states(), ['discarded', 'retrying', 'retrying', 'dead', 'dead'])
  assert.equal(await decide('discard', { group: undefined, expected: 2 }), 2)
})
