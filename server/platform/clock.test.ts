import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isoTime } from './clock.ts'

test('every time is shown as ISO-8601 shows it, with the offset spelled out', () => {
  const times = fc.date({
    min: new Date('-009999-01-01T00:00:00Z'),
    max: new Date('+010001-01-01T00:00:00Z'),
    noInvalidDate: true,
  })
  fc.assert(
    fc.property(times, fc.integer({ min: -100_000_000, max: 100_000_000 }), (time, later) => {
      for (const shown of [time, new Date(time.getTime() + later)])
        assert.equal(isoTime(shown), shown.toISOString().replace('Z', '+00:00'))
    }),
  )
})

test('a time that does not exist is refused', () => {
  assert.throws(() => isoTime(Number.NaN), RangeError)
})
