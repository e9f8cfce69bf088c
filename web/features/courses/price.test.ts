import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readPrice } from './price.ts'

test('a price is read as people write it, to the hundredth', () => {
  for (const [typed, read] of [
    ['5000', '5000'],
    ['4 999,90', '4999.90'],
    ['4\u202f999,9', '4999.9'],
    ['0', '0'],
    ['99999999.99', '99999999.99'],
  ] as const)
    assert.equal(readPrice(typed), read)
})

test('what is no price is not guessed', () => {
  for (const typed of ['', '-1', '1,234,567', '4999.999', '100000000', 'сто', '1e3'])
    assert.equal(readPrice(typed), null, typed)
})
