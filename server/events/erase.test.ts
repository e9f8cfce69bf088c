import assert from 'node:assert/strict'
import { test } from 'node:test'
import { storedBytes } from '#platform/db/testing/stored-bytes.ts'
import { listEvents } from './admin/list-events.ts'
import { erasePersonInEvents } from './erase.ts'
import { addFailure } from './failures-store.ts'
import { readOrigin } from './origin.ts'
import { append, courseCreated, openTestLog, userCreated } from './test-log.ts'

const secret = 'Незабвенная'
const address = '198.51.100.77'

test('erasing a person blanks what the log says about them and keeps numbers, order and fields', async (t) => {
  const log = await openTestLog(t)
  const actor = { userId: 7, role: 'admin', requestId: 'r', address, sessionId: 1 } as const
  await append(log, [userCreated(7, secret), courseCreated(1), userCreated(8, 'Другая')], actor)
  await log.database.inTransaction((tx) => erasePersonInEvents(tx, 7))
  const { events } = await listEvents(log.database.reader, { limit: 10 })
  assert.deepEqual(
    events.map((event) => event.seq),
    [1, 2, 3],
  )
  const { timestamp: _, ...value } = { ...(events[0]?.value as object) } as Record<string, unknown>
  assert.deepEqual(value, { event_type: 'user.created', user_id: 7, email: '', name: '', age: null, is_admin: false })
  assert.match(JSON.stringify(events[2]?.value), /Другая/)
  assert.equal(await readOrigin(log.database.reader, 2), null)
})

test('no byte of the person is left in the database, not even in copies of foreign records', async (t) => {
  const log = await openTestLog(t)
  await append(log, [userCreated(7, secret)], { userId: 7, role: 'student', requestId: 'r', address })
  const place = { group: 'g', topic: 'user-events', partition: 0 } as const
  const record = { ...place, log: 'abc', offset: 1, key: '7', headers: {}, time: 0 }
  const failure = { state: 'dead', attempts: 1, nextAt: 0, type: null, seq: null } as const
  await log.database.inTransaction(async (tx) => {
    await addFailure(
      tx,
      place,
      {
        ...failure,
        error: `Error: ${secret}`,
        record: { ...record, value: `{"event_type":"user.created","name":"${secret}"}` },
      },
      new Date(),
    )
    await addFailure(tx, place, { ...failure, error: '', record: { ...record, value: `kaputt ${secret}` } }, new Date())
  })
  assert.ok((await bytesOf(log)).includes(secret))
  await log.database.inTransaction((tx) => erasePersonInEvents(tx, 7))
  const bytes = await bytesOf(log)
  assert.ok(!bytes.includes(secret))
  assert.ok(!bytes.includes(address))
})

async function bytesOf({ database }: Awaited<ReturnType<typeof openTestLog>>): Promise<string> {
  await database.compact()
  return storedBytes(database)
}
