import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axisOf } from './axis.ts'

test('an axis reaches just above what it shows, in whole steps', () => {
  assert.deepEqual(axisOf(0), [1, 0])
  assert.deepEqual(axisOf(2), [2, 1, 0])
  assert.deepEqual(axisOf(3), [3, 2, 1, 0])
  assert.deepEqual(axisOf(5), [8, 6, 4, 2, 0])
  assert.deepEqual(axisOf(130), [160, 120, 80, 40, 0])
})
