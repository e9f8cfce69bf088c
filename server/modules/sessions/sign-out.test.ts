import assert from 'node:assert/strict'
import { test } from 'node:test'
import { make } from '../../test-kit/make.ts'
import { assertRefused } from '../../test-kit/refusals.ts'
import { startCrm } from '../../test-kit/start-crm.ts'

const crm = await startCrm()

for (const path of ['/logout', '/auth/logout']) {
  test(`POST ${path} ends the session on the server, not only in the browser`, async () => {
    const student = await make.student(crm)
    const caller = await crm.as(student)
    const answer = await caller.post(path)
    assert.deepEqual([answer.status, answer.body], [200, { message: 'Выход выполнен успешно' }])
    assert.match(String(answer.headers['set-cookie']), /^session_token=; .*Expires=Thu, 01 Jan 1970/)
    assertRefused(await caller.get('/me'), 401, 'authentication_required', 'Требуется аутентификация')
    assert.equal((await caller.post(path)).status, 200)
    const events = (await crm.events('user.logged_out')).filter(({ key }) => key === String(student.id))
    const timestamp = '2026-03-01T12:00:00.000+00:00'
    assert.deepEqual(
      events.map(({ value }) => value),
      [{ event_type: 'user.logged_out', user_id: student.id, sessions: 1, timestamp }],
    )
  })
}

test('anybody may sign out, also without a session, and in English', async () => {
  const answer = await crm.anonymous.post('/logout', undefined, { 'accept-language': 'en' })
  assert.deepEqual([answer.status, answer.body], [200, { message: 'Signed out' }])
})

test('a sign-out needs neither a body nor a content type, as real clients send it', async () => {
  const caller = await crm.as(await make.student(crm))
  const cookie = caller.headers['cookie'] ?? ''
  const answer = await fetch(`${crm.url}/logout`, { method: 'POST', headers: { cookie } })
  assert.equal(answer.status, 200)
  assert.equal((await caller.get('/me')).status, 401)
  assert.equal((await caller.post('/logout', {})).status, 200)
})

test('the list shows the own live sessions, newest first, and which one is this', async () => {
  const student = await make.student(crm)
  await crm.as(await make.student(crm))
  const [old, current] = [await crm.as(student), await crm.as(student)]
  const { body } = await current.get('/sessions', { 'user-agent': 'x' })
  assert.deepEqual(
    body.map(({ current: here }: { current: boolean }) => here),
    [true, false],
  )
  assert.deepEqual(Object.keys(body[0]), [
    'id',
    'current',
    'address',
    'agent',
    'created_at',
    'last_seen_at',
    'expires_at',
  ])
  assert.equal(body[0].expires_at, '2026-03-08T12:00:00.000+00:00')
  assert.equal(body[0].address, '127.0.0.1')
  await old.post('/logout')
  assert.equal((await current.get('/sessions')).body.length, 1)
})

test('one of the own sessions is ended by its id, that of somebody else is not to be found', async () => {
  const student = await make.student(crm)
  const [lost, current, stranger] = [await crm.as(student), await crm.as(student), await crm.as(await make.owner(crm))]
  const id = (await lost.get('/sessions')).body.find((session: { current: boolean }) => session.current).id
  assertRefused(await stranger.delete(`/sessions/${id}`), 404, 'session_not_found')
  assert.equal((await lost.get('/me')).status, 200)
  assert.deepEqual((await current.delete(`/sessions/${id}`)).body, { ended: 1 })
  assert.equal((await lost.get('/me')).status, 401)
  assertRefused(await current.delete(`/sessions/${id}`), 404, 'session_not_found')
})

test('all other sessions end at once, with one event, and this one stays', async () => {
  const student = await make.student(crm)
  const [first, second, current] = [await crm.as(student), await crm.as(student), await crm.as(student)]
  assert.deepEqual((await current.delete('/sessions')).body, { ended: 2 })
  assert.deepEqual((await current.delete('/sessions')).body, { ended: 0 })
  assert.deepEqual(
    [(await first.get('/me')).status, (await second.get('/me')).status, (await current.get('/me')).status],
    [401, 401, 200],
  )
  const events = (await crm.events('user.logged_out')).filter(({ key }) => key === String(student.id))
  assert.deepEqual(
    events.map(({ value }) => (value as { sessions: number }).sessions),
    [2],
  )
})

test('an administrator sees where somebody is signed in, and signs them out everywhere with one event', async () => {
  const [admin, student] = [await crm.as(await make.admin(crm)), await make.student(crm)]
  const callers = [await crm.as(student), await crm.as(student)]
  const { body } = await admin.get(`/users/${student.id}/sessions`)
  assert.deepEqual(
    body.map(({ current }: { current: boolean }) => current),
    [false, false],
  )
  assert.deepEqual((await admin.delete(`/users/${student.id}/sessions`)).body, { ended: 2 })
  for (const caller of callers) assertRefused(await caller.get('/me'), 401, 'authentication_required')
  assert.deepEqual((await admin.delete(`/users/${student.id}/sessions`)).body, { ended: 0 })
  const events = (await crm.events('user.logged_out')).filter(({ key }) => key === String(student.id))
  assert.deepEqual(
    events.map(({ value }) => (value as { sessions?: number }).sessions),
    [2],
  )
})

test('of oneself the same address ends every session but this one', async () => {
  const student = await make.student(crm)
  const [other, here] = [await crm.as(student), await crm.as(student)]
  assert.deepEqual((await here.delete(`/users/${student.id}/sessions`)).body, { ended: 1 })
  assertRefused(await other.get('/me'), 401, 'authentication_required')
  assert.equal((await here.get(`/users/${student.id}/sessions`)).body.length, 1)
})
