import assert from 'node:assert/strict'
import { test } from 'node:test'
import { jittered, longestDelay, parkedDelay, usualSettings } from './settings.ts'

test('an event is tried eight times within about ten minutes and is a dead letter after that', () => {
  const delays = [4, 5, 6, 7, 8].map((attempts) => parkedDelay(attempts, usualSettings))
  assert.equal(delays[4], null)
  const total = usualSettings.parkedMs.reduce((sum, ms) => sum + ms, 0)
  assert.ok(total > 9 * 60_000 && total < 11 * 60_000)
  delays.slice(0, 4).forEach((delay, index) => {
    const ms = usualSettings.parkedMs[index] ?? 0
    assert.ok(delay !== null && delay >= ms * 0.5 && delay <= ms * 1.5, `${delay} for ${ms}`)
    assert.ok(delay <= longestDelay(usualSettings))
  })
})

test('a first failure behind a parked event waits for the shortest time', () => {
  const delay = parkedDelay(1, usualSettings)
  assert.ok(delay !== null && delay <= 7_500)
})

test('jitter stays within half and one and a half', () => {
  assert.equal(
    jittered(100, () => 0),
    50,
  )
  assert.equal(
    jittered(100, () => 0.999),
    150,
  )
})
