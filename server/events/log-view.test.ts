import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isGhost, laterView } from './log-view.ts'

const view = (epoch: number, lastSeq: number) => ({ instanceId: 'a', epoch, partitions: 6, lastSeq, ends: new Map() })

test('a look that comes back late does not make ghosts of our own newest events', () => {
  const known = laterView(view(1, 105), view(1, 103))
  assert.equal(known.lastSeq, 105)
  assert.equal(isGhost(known, { epoch: 1, seq: 105 } as never), false)
  assert.equal(isGhost(known, { epoch: 1, seq: 106 } as never), true)
})

test('a later epoch is believed although its numbers begin lower, an earlier one is not', () => {
  assert.equal(laterView(view(1, 105), view(2, 50)).lastSeq, 50)
  assert.equal(laterView(view(2, 50), view(1, 105)).epoch, 2)
})
