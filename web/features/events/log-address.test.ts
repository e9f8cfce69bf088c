import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fieldsOf, logAddress, logStarts, readLogAddress } from './log-address.ts'

const now = Date.UTC(2026, 10, 22, 12)

test('the address is the question, and the question is the address', () => {
  for (const address of [
    '/events',
    '/events?topic=user-events&partition=2&type=user.created&key=7&find=%D0%B8%D0%B2%D0%B0%D0%BD&start=number&at=42&seq=43',
    '/events?start=hour',
  ])
    assert.equal(logAddress(readLogAddress(address.split('?')[1] ?? '')), address)
})

test('what no page of ours has written is left out', () => {
  assert.equal(logAddress(readLogAddress('partition=x&start=nowhere&seq=-1&other=1')), '/events')
})

test('each start asks the API for its end and direction, and an empty place for nothing', () => {
  const asked = (start: (typeof logStarts)[number], at = '') =>
    fieldsOf({ ...readLogAddress('topic=user-events'), start, at }, 0, now)
  assert.deepEqual(
    logStarts.map((start) => asked(start)?.['order'] ?? null),
    ['desc', 'desc', 'asc', null, null],
  )
  assert.equal(asked('hour')?.['since'], '2026-11-22T11:00:00.000Z')
  assert.equal(asked('number', '42')?.['from'], '42')
  assert.equal(asked('number', '4x'), null)
  assert.equal(asked('time', '2026-11-22T10:00')?.['since'], new Date('2026-11-22T10:00').toISOString())
})

test('a link to an event reads from a little above it', () => {
  assert.equal(fieldsOf(readLogAddress('seq=500'), 500, now)?.['to'], '520')
})
