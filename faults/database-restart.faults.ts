import assert from 'node:assert/strict'
import { test } from 'node:test'
import { restartDatabase } from './database-restart.ts'
import { count } from './kit/lane.ts'
import { serverKinds } from './kit/own-servers.ts'

const stops = count({ short: 3, full: 50 })
const freezeMs = count({ short: 3_000, full: 30_000 })

for (const kind of serverKinds)
  test(`R12: ${stops} immediate stops of ${kind} and ${freezeMs} ms without an answer heal by themselves`, async (t) => {
    const { acknowledged, retried, slowestMs, slowest } = await restartDatabase(t, kind, { stops, freezeMs })
    t.diagnostic(
      `${acknowledged} acknowledged, ${retried} tried again, healthy within ${Math.round(slowestMs)} ms (${slowest})`,
    )
    assert.ok(acknowledged > stops * 10, `only ${acknowledged} writes were acknowledged`)
    assert.ok(retried > 0, 'no request was cut off: the stops came at harmless moments')
  })
