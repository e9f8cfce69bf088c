import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { floodLog } from '#events/test-flood.ts'
import { usualLimits } from '#platform/http/server.ts'
import { minutes } from '../../test-kit/frozen-clock.ts'
import { listen } from '../../test-kit/listen.ts'
import { make } from '../../test-kit/make.ts'
import { assertRefused } from '../../test-kit/refusals.ts'
import { publicEnv, startCrm } from '../../test-kit/start-crm.ts'
import { until } from '../../test-kit/until.ts'

const limits = { ...usualLimits, live: { beat: 100, patience: 300 } }
const crm = await startCrm({ limits })
const admin = await make.admin(crm)
const caller = await crm.as(admin)

test('listening does not keep a session from growing idle', async () => {
  const open = await startCrm({ env: publicEnv, limits })
  const owner = await make.owner(open)
  const own = await open.as(owner)
  let heard = await listen(open, own)
  for (let round = 0; round < 2; round++) {
    open.clock.forward(minutes(59))
    await make.course(open)
    heard.leave()
    heard = await listen(open, own)
    assert.equal(heard.status, 200)
  }
  open.clock.forward(minutes(3))
  await until(async () => heard.over, 'the end of an idle session')
  assertRefused(await own.get('/me'), 401, 'authentication_required')
})

test('a session has a bounded number of streams, and a place that is left can be taken again', async () => {
  const own = await crm.as(admin)
  const streams = await Promise.all(Array.from({ length: 10 }, () => listen(crm, own)))
  assert.ok(streams.every(({ status }) => status === 200))
  const refused = await listen(crm, own)
  assert.equal(refused.status, 429)
  refused.leave()
  streams[0]?.leave()
  await until(async () => {
    const again = await listen(crm, own)
    if (again.status === 200) streams.push(again)
    else again.leave()
    return again.status === 200
  }, 'a free place')
  for (const stream of streams) stream.leave()
})

test('a page that is left gives its place back at once, however politely the browser hangs up', async () => {
  const own = await crm.as(admin)
  for (let page = 0; page < 25; page++) {
    const stream = await listen(crm, own)
    assert.equal(stream.status, 200, `page ${page}`)
    stream.hangUp()
    await until(async () => stream.over, 'the end of a stream whose reader hung up')
  }
})

test('a page that is loaded again and again finds a place each time', async (t) => {
  const usual = await startCrm()
  t.after(() => usual.stop())
  const own = await usual.as(await make.admin(usual))
  for (let load = 0; load < 25; load++) {
    const stream = await listen(usual, own)
    assert.equal(stream.status, 200, `load ${load}`)
    stream.leave()
    await pause(20)
  }
})

test('who takes nothing is dropped, others go on, and what it resumes from is known', async () => {
  const [slow, quick] = [await listen(crm, caller), await listen(crm, caller)]
  slow.answer.pause()
  const before = crm.console.length
  const total = await floodLog(crm.db, 60_000)
  await until(async () => crm.console.slice(before).some((line) => line.includes('его не успевали читать')), 'the drop')
  await until(async () => quick.lastId >= total, 'all of the flood')
  slow.answer.resume()
  await until(async () => slow.over, 'the end of what was on its way')
  assert.ok(slow.changes.length < 60_000)
  assert.deepEqual(
    slow.changes.map(({ seq }) => seq),
    quick.changes.slice(0, slow.changes.length).map(({ seq }) => seq),
  )
  const again = await listen(crm, caller, { lastEventId: slow.lastId })
  assert.deepEqual(again.signs[0], { event: 'start', position: total, reset: true })
  for (const stream of [again, quick]) stream.leave()
})

test('when the server stops, streams come to their end and hold nothing up', async () => {
  const home = await startCrm({ limits })
  const heard = await listen(home, await home.as(await make.admin(home)))
  await home.stop()
  await until(async () => heard.over, 'the end')
  assert.equal(heard.answer.complete, true, 'it was cut off, not ended')
})
