import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newEventId } from './event-id.ts'

test('an event id is a UUIDv7 that carries its time and is never given twice', () => {
  const at = new Date('2026-11-22T12:00:00.000Z')
  const ids = Array.from({ length: 10_000 }, () => newEventId(at))
  for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  assert.equal(new Set(ids).size, ids.length)
  assert.equal(Number.parseInt(ids[0]?.replace('-', '').slice(0, 12) ?? '', 16), at.getTime())
})
