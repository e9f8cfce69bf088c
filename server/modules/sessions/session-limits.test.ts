import assert from 'node:assert/strict'
import { test } from 'node:test'
import { roles } from '#contract/rights.ts'
import { days, hours, minutes } from '../../test-kit/frozen-clock.ts'
import { make } from '../../test-kit/make.ts'
import { publicEnv, startCrm } from '../../test-kit/start-crm.ts'

const idleHours = { student: 24, teacher: 8, manager: 8, admin: 2, owner: 2 }

test('in public mode a session ends after the idle time of its role', async () => {
  const crm = await startCrm({ env: publicEnv })
  for (const role of roles) {
    const user = await make.user(crm, { role })
    const [used, forgotten] = [await crm.as(user), await crm.as(user)]
    for (let use = 0; use < 3; use++) {
      crm.clock.forward(hours(idleHours[role]) - minutes(1))
      assert.equal((await used.get('/me')).status, 200, role)
    }
    assert.equal((await forgotten.get('/me')).status, 401, role)
    crm.clock.forward(hours(idleHours[role]))
    assert.equal((await used.get('/me')).status, 401, role)
  }
})

test('a session that was forgotten for too long is not listed as a live one', async () => {
  const crm = await startCrm({ env: publicEnv })
  const student = await make.student(crm)
  await crm.as(student)
  crm.clock.forward(hours(23))
  const used = await crm.as(student)
  assert.equal((await used.get('/sessions')).body.length, 2)
  crm.clock.forward(hours(1))
  const listed = (await used.get('/sessions')).body as { current: boolean }[]
  assert.deepEqual(
    listed.map(({ current }) => current),
    [true],
  )
})

test('a role that changes takes its idle time along at once', async () => {
  const crm = await startCrm({ env: publicEnv })
  const student = await make.student(crm)
  const caller = await crm.as(student)
  crm.clock.forward(hours(3))
  const owner = await crm.as(await make.owner(crm))
  await owner.put(`/users/${student.id}/role`, { role: 'admin' })
  assert.equal((await caller.get('/me')).status, 401)
})

test('SESSION_IDLE_HOURS sets other idle times', async () => {
  const crm = await startCrm({ env: { ...publicEnv, SESSION_IDLE_HOURS: '1,0.5,0.1' } })
  const owner = await crm.as(await make.owner(crm))
  crm.clock.forward(minutes(5))
  assert.equal((await owner.get('/me')).status, 200)
  crm.clock.forward(minutes(6))
  assert.equal((await owner.get('/me')).status, 401)
})

for (const env of [{}, publicEnv]) {
  const mode = 'PUBLIC_URL' in env ? 'public' : 'local'
  test(`in ${mode} mode a session ends seven days after the sign-in, however much it is used`, async () => {
    const crm = await startCrm({ env })
    const student = await crm.as(await make.student(crm))
    for (let half = 1; half < 14; half++) {
      crm.clock.forward(hours(12))
      assert.equal((await student.get('/me')).status, 200)
    }
    crm.clock.forward(hours(12) - 1)
    assert.equal((await student.get('/me')).status, 200)
    crm.clock.forward(1)
    assert.equal((await student.get('/me')).status, 401)
  })
}

test('local mode has no idle limit', async () => {
  const crm = await startCrm()
  const owner = await crm.as(await make.owner(crm))
  crm.clock.forward(days(6))
  assert.equal((await owner.get('/me')).status, 200)
})

test('a clock that was set back gives no session a longer life', async () => {
  const crm = await startCrm({ env: publicEnv })
  const student = await make.student(crm)
  const [used, fresh] = [await crm.as(student), await crm.as(student)]
  crm.clock.forward(days(3))
  const late = await crm.as(student)
  crm.clock.forward(-days(3))
  assert.equal((await late.get('/me')).status, 401, 'a session from the future')
  crm.clock.forward(hours(20))
  assert.equal((await used.get('/me')).status, 200)
  crm.clock.forward(hours(3) * 24 - hours(20))
  assert.equal((await fresh.get('/me')).status, 401, 'idle for three days')
})

test('a use in a future that never came does not stretch the idle time', async () => {
  const crm = await startCrm({ env: publicEnv })
  const student = await crm.as(await make.student(crm))
  for (let day = 0; day < 5; day++) {
    crm.clock.forward(hours(23))
    await student.get('/me')
  }
  crm.clock.forward(-hours(23) * 5)
  crm.clock.forward(hours(25))
  assert.equal((await student.get('/me')).status, 401)
})

test('a clock that was set back by a little does not sign anybody out', async () => {
  const crm = await startCrm({ env: publicEnv })
  const owner = await crm.as(await make.owner(crm))
  crm.clock.forward(-minutes(4))
  assert.equal((await owner.get('/me')).status, 200)
})
