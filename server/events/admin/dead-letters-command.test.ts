import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Desk, strong, until } from '../../test-kit/desk.ts'
import { addFailure } from '../failures-store.ts'
import { findRecord } from '../transports/log-records.ts'
import { listDeadLetters } from './dead-letters.ts'

/** Two events that the statistics could not take, as far as the database knows. */
async function twoDeadLetters(desk: Desk): Promise<void> {
  await desk.owner()
  const server = await desk.start()
  await server.login('owner@example.com', strong)
  await server.stop()
  await desk.look((db) =>
    db.inTransaction(async (tx) => {
      for (const seq of [1, 2]) {
        const record = await findRecord(tx, seq)
        assert.ok(record)
        const place = { group: 'daily-statistics', topic: record.topic, partition: record.partition }
        const failure = {
          state: 'dead',
          attempts: 8,
          nextAt: 0,
          error: 'Error: poison',
          type: 'user.created',
          seq,
          record,
        } as const
        await addFailure(tx, place, failure, new Date())
      }
    }),
  )
}

const deadIn = (desk: Desk) => desk.look((db) => listDeadLetters(db.reader, { limit: 10 }))

test('dead letters are listed, sent round again and discarded from the command line', async () => {
  const desk = new Desk()
  await twoDeadLetters(desk)
  const listed = await desk.crm('events', 'dead-letters')
  assert.equal(listed.code, 0, listed.err)
  assert.match(
    listed.out,
    /^2 dead daily-statistics user\.created user-events\/\d@2 key=1 попыток 8 Error: poison\n1 dead /,
  )
  assert.match((await desk.crm('events', 'dead-letters', '--group', 'console')).out, /событий нет/)
  const doctor = await desk.crm('doctor')
  assert.equal(doctor.code, 1)
  assert.match(doctor.out, /!! {2}группа daily-statistics: .* не обработано 2/)

  const server = await desk.start()
  assert.equal((await desk.crm('events', 'dead-letters', 'retry', '1')).code, 0)
  await until(async () => (await deadIn(desk)).length === 1, 'the retry')
  assert.match((await desk.crm('events', 'dead-letters', 'retry', '--group', 'console')).out, /console: 0/)
  const unasked = await desk.crm('events', 'dead-letters', 'discard', '2')
  assert.equal(unasked.code, 2)
  assert.equal((await desk.crm('events', 'dead-letters', 'discard', '2', '--yes')).code, 0)
  assert.equal((await desk.crm('events', 'dead-letters')).out, 'Необработанных событий нет.\n')
  await server.stop()
})

test('a dead letter that is not there, no number and another deed are refused', async () => {
  const desk = new Desk()
  await desk.owner()
  for (const [args, code] of [
    [['retry', '9'], 1],
    [['retry'], 2],
    [['forget', '1'], 2],
  ] as const) {
    const answered = await desk.crm('events', 'dead-letters', ...args)
    assert.equal(answered.code, code, args.join(' '))
    assert.match(answered.err, /^[^\n]+\n$/)
  }
})
