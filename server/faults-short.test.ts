// The promises every change must keep, with real processes and signals; `npm run test:faults` has the rest and the counts.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { killUnderLoad } from '../faults/kill-under-load.ts'
import { registerSameEmail } from '../faults/same-email.ts'
import { stopUnderLoad } from '../faults/stop-under-load.ts'

const posix = { skip: process.platform === 'win32' && 'Windows has no signals' }

test('R1: five SIGKILLs under load lose nothing acknowledged and leave no event without its change', async (t) => {
  const { acknowledged } = await killUnderLoad(t, 5)
  assert.ok(acknowledged > 50, `only ${acknowledged} writes were acknowledged`)
})

test('R8: a hundred parallel registrations of one address end in one 201 and 99 times 400', async (t) => {
  await registerSameEmail(t, 100)
})

test('R15: five SIGTERMs under load break no answer, store every position and end with 0', posix, async (t) => {
  const { answered } = await stopUnderLoad(t, 5)
  assert.ok(answered > 50, `only ${answered} requests were answered`)
})
