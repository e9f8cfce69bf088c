import assert from 'node:assert/strict'
import { test } from 'node:test'
import { make } from '../../test-kit/make.ts'
import { assertInvalid, assertRefused } from '../../test-kit/refusals.ts'
import { type Crm, startCrm } from '../../test-kit/start-crm.ts'

const eventsOf = async (crm: Crm, type: string, id: number) =>
  (await crm.events(type)).filter(({ key }) => key === String(id)).map(({ value }) => value as Record<string, unknown>)

test('an owner changes a role; it acts on the next request of whoever is signed in', async () => {
  const crm = await startCrm()
  const owner = await crm.as(await make.owner(crm))
  const student = await make.student(crm)
  const caller = await crm.as(student)
  assert.equal((await caller.get('/users')).status, 403)
  const answer = await owner.put(`/users/${student.id}/role`, { role: 'admin' }, { 'if-match': '"1"' })
  assert.deepEqual(
    [answer.status, answer.body.role, answer.body.is_admin, answer.body.version],
    [200, 'admin', true, 2],
  )
  assert.equal((await caller.get('/users')).status, 200)
  await owner.put(`/users/${student.id}/role`, { role: 'admin' })
  const timestamp = '2026-03-01T12:00:00.000+00:00'
  assert.deepEqual(await eventsOf(crm, 'user.role_changed', student.id), [
    { event_type: 'user.role_changed', user_id: student.id, from: 'student', to: 'admin', timestamp },
  ])
  for (const role of ['boss', '', null, 'anonymous', 'system'])
    assertInvalid(await owner.put(`/users/${student.id}/role`, { role }), 'body.role')
  assertRefused(
    await owner.put(`/users/${student.id}/role`, { role: 'student' }, { 'if-match': '"1"' }),
    412,
    'version_conflict',
  )
})

test('a disabled account is out on its next request and cannot sign in; enabled, it can, but old sessions stay dead', async () => {
  const crm = await startCrm()
  const owner = await crm.as(await make.owner(crm))
  const student = await make.student(crm)
  const caller = await crm.as(student)
  const disabled = await owner.put(`/users/${student.id}/disablement`)
  assert.deepEqual([disabled.body.status, disabled.body.version, disabled.body.can.enable], ['disabled', 2, true])
  assert.equal((await owner.put(`/users/${student.id}/disablement`)).body.version, 2)
  assert.equal((await caller.get('/me')).status, 401)
  assertRefused(
    await crm.anonymous.post('/login', { email: student.email, password: student.password }),
    401,
    'wrong_credentials',
  )
  const enabled = await owner.delete(`/users/${student.id}/disablement`)
  assert.deepEqual([enabled.body.status, enabled.body.version], ['active', 3])
  assert.equal((await owner.delete(`/users/${student.id}/disablement`)).body.version, 3)
  assert.equal((await caller.get('/me')).status, 401)
  assert.equal((await (await crm.as(student)).get('/me')).status, 200)
  for (const type of ['user.disabled', 'user.enabled']) {
    const [event, ...more] = await eventsOf(crm, type, student.id)
    assert.deepEqual([Object.keys(event ?? {}), more], [['event_type', 'user_id', 'timestamp'], []])
  }
})

test('the last active owner can be neither demoted nor disabled, and nothing is written', async () => {
  const crm = await startCrm()
  const first = await make.owner(crm)
  const disabledOne = await make.owner(crm)
  const owner = await crm.as(first)
  await owner.put(`/users/${disabledOne.id}/disablement`)
  const before = (await crm.events()).length
  assertRefused(await owner.put(`/users/${first.id}/role`, { role: 'admin' }), 409, 'last_owner')
  assertRefused(await owner.put(`/users/${first.id}/disablement`), 409, 'last_owner')
  assert.equal((await owner.get('/me')).body.version, 1)
  assert.equal((await crm.events()).length, before)
})

test('two owners who demote or disable each other at the same moment leave one', async () => {
  const crm = await startCrm()
  for (let round = 0; round < 5; round++) {
    const [anna, boris] = [await make.owner(crm), await make.owner(crm)]
    const [asAnna, asBoris] = [await crm.as(anna), await crm.as(boris)]
    await crm.db.inTransaction((tx) =>
      tx.updateTable('users').set({ role: 'student' }).where('id', 'not in', [anna.id, boris.id]).execute(),
    )
    const answers = await Promise.all([
      asAnna.put(`/users/${boris.id}/role`, { role: 'student' }),
      round % 2 === 0
        ? asBoris.put(`/users/${anna.id}/role`, { role: 'student' })
        : asBoris.put(`/users/${anna.id}/disablement`),
    ])
    assert.equal(
      answers.filter(({ status }) => status === 200).length,
      1,
      JSON.stringify(answers.map(({ status }) => status)),
    )
    const left = await crm.db.reader
      .selectFrom('users')
      .select('id')
      .where('role', '=', 'owner')
      .where('status', '=', 'active')
      .execute()
    assert.equal(left.length, 1)
  }
})
