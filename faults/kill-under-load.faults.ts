import assert from 'node:assert/strict'
import { test } from 'node:test'
import { killUnderLoad } from './kill-under-load.ts'
import { count } from './kit/lane.ts'

const cycles = count({ short: 5, full: 200 })

test(`R1: ${cycles} SIGKILLs under load lose nothing acknowledged and leave no event without its change`, async (t) => {
  const { acknowledged, retried } = await killUnderLoad(t, cycles)
  t.diagnostic(`${acknowledged} acknowledged writes, ${retried} of unknown fate tried again`)
  assert.ok(acknowledged > cycles * 10, `only ${acknowledged} writes were acknowledged`)
  assert.ok(retried > 0, 'no request was cut off: the kills came at harmless moments')
})
