import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { toMajor, toMinor } from './money.ts'

const anyMinor = fc.integer({ min: 0, max: 99_999_999_99 })

test('every amount in range survives the way out and back, as a number and as text', () => {
  fc.assert(
    fc.property(anyMinor, (minor) => {
      assert.equal(toMinor(toMajor(minor)), minor)
      assert.equal(toMinor(JSON.parse(JSON.stringify(toMajor(minor)))), minor)
      assert.equal(toMinor(toMajor(minor).toFixed(2)), minor)
    }),
    { numRuns: 2000 },
  )
})

test('an amount that is not exact to the hundredth is refused', () => {
  for (const amount of [0.1 + 0.2, 4999.999, 1e-3, '1.999', '0.001'])
    assert.equal(toMinor(amount), null, String(amount))
})

test('an amount out of range or not an amount is refused', () => {
  const bad = [-0.01, 1e30, 100_000_000, Number.NaN, Infinity, '100000000', '-1', '', '1,5', '1e3', ' 5', '٥', '5.']
  for (const amount of bad) assert.equal(toMinor(amount), null, String(amount))
})

test('zero is zero, also when it comes as minus zero', () => {
  assert.ok(Object.is(toMinor(-0), 0))
  assert.equal(toMinor('0'), 0)
})
