import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { call } from '../consumer.ts'
import type { AnyDelivered } from '../delivered.ts'
import { callOut } from './call-out.ts'

const event = { id: 'an event' } as AnyDelivered

test('a call that has ended leaves nothing in memory, however long the process goes on', async () => {
  setFlagsFromString('--expose-gc')
  const collectGarbage = runInNewContext('gc') as () => void
  const quick = call({ group: 'quick', on: 'all', from: 'now', replay: 'safe', handle: () => {} })
  const { signal } = new AbortController()
  const heapAfter = async (calls: number) => {
    for (let n = 0; n < calls; n++) await callOut(quick, event, 30_000, signal)
    collectGarbage()
    return process.memoryUsage().heapUsed
  }
  const before = await heapAfter(2000)
  const perCall = ((await heapAfter(10_000)) - before) / 10_000
  assert.ok(perCall < 100, `${perCall} bytes per call`)
})

test('a call ends when the process stops, with the reason of the stop', async () => {
  const stop = new AbortController()
  const slow = call({ group: 'slow', on: 'all', from: 'now', replay: 'safe', handle: () => new Promise(() => {}) })
  const called = callOut(slow, event, 30_000, stop.signal)
  stop.abort(new Error('stopped'))
  await assert.rejects(called, /stopped/)
  await assert.rejects(callOut(slow, event, 30_000, stop.signal), /stopped/)
})
