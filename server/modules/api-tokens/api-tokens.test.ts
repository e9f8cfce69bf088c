import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Scope } from '#contract/scopes.ts'
import { storedBytes } from '#platform/db/testing/stored-bytes.ts'
import type { Caller } from '../../test-kit/caller.ts'
import { days, minutes } from '../../test-kit/frozen-clock.ts'
import { goodPassword, type MadeUser, make } from '../../test-kit/make.ts'
import { assertInvalid, assertRefused } from '../../test-kit/refusals.ts'
import { type Crm, publicEnv, startCrm } from '../../test-kit/start-crm.ts'

const wish = { name: 'Выгрузка', current_password: goodPassword }

function bearer(crm: Crm, token: string): Caller {
  return crm.anonymous.with({ authorization: `Bearer ${token}` })
}

async function program(crm: Crm, user: MadeUser, ...scopes: Scope[]): Promise<Caller & { id: number; token: string }> {
  const answer = await (await crm.as(user)).post('/api-tokens', { ...wish, scopes })
  assert.equal(answer.status, 201, answer.text)
  return Object.assign(bearer(crm, answer.body.token), { id: answer.body.id, token: answer.body.token })
}

test('a token is shown once, opens what its scopes name and nothing else, and is stored as a hash', async () => {
  const crm = await startCrm()
  const owner = await make.owner(crm)
  const reader = await program(crm, owner, 'courses.read')
  const draft = await make.course(crm, { status: 'draft' })
  assert.equal((await reader.get(`/courses/${draft.id}`)).body.id, draft.id)
  const refused = await reader.post('/courses', { title: 'Чужое', price: 1 })
  assertRefused(refused, 403, 'scope_missing')
  for (const path of ['/users', '/events', '/audit', '/messages', '/sessions', '/me', '/api-tokens'])
    assertRefused(await reader.get(path), 403, 'scope_missing')
  assert.deepEqual((await reader.get('/session')).body.user, null)
  const [listed] = (await (await crm.as(owner)).get('/api-tokens')).body
  assert.deepEqual(
    [listed.name, listed.hint, listed.scopes, listed.user_name, listed.token],
    ['Выгрузка', reader.token.slice(0, 10), ['courses.read'], owner.name, undefined],
  )
  const kept = (await storedBytes(crm.db)) + crm.console.join()
  assert.ok(!kept.includes(reader.token))
  const [created] = await crm.events('user.api_token_created')
  assert.deepEqual(created?.value, {
    event_type: 'user.api_token_created',
    user_id: owner.id,
    token_id: reader.id,
    scopes: ['courses.read'],
    expires_at: '2026-05-30T12:00:00.000+00:00',
    timestamp: '2026-03-01T12:00:00.000+00:00',
  })
})

test('what a token writes is written in the name of its owner, within the role of this very moment', async () => {
  const crm = await startCrm()
  const [owner, admin] = [await make.owner(crm), await make.admin(crm)]
  const writer = await program(crm, admin, 'courses.write', 'users.write', 'users.read')
  assert.equal((await writer.post('/courses', { title: 'Из программы', price: 1 })).status, 201)
  const [created] = await crm.events('course.created')
  assert.equal((created?.value as { created_by?: number } | undefined)?.created_by, admin.id)
  assertRefused(await writer.put(`/users/${owner.id}/disablement`), 403, 'forbidden')
  const chief = await crm.as(owner)
  await chief.put(`/users/${admin.id}/role`, { role: 'student' })
  assertRefused(await writer.post('/courses', { title: 'После понижения', price: 1 }), 403, 'courses_for_admins')
  assert.equal((await writer.get(`/users/${owner.id}`)).status, 404)
})

test('no token makes administrators, tokens or passwords, whatever its owner may do', async () => {
  const crm = await startCrm()
  const owner = await make.owner(crm)
  const writer = await program(crm, owner, 'users.write', 'users.read')
  const person = { email: 'second@example.com', name: 'Второй', password: goodPassword, is_admin: true }
  assertRefused(await writer.post('/users', person), 403, 'owner_required')
  assert.equal((await writer.post('/users', { ...person, is_admin: false })).status, 201)
  assertRefused(await writer.put(`/users/${owner.id}/role`, { role: 'student' }), 403, 'scope_missing')
  assertRefused(await writer.post('/api-tokens', { ...wish, scopes: ['users.write'] }), 403, 'scope_missing')
  assertRefused(await writer.delete('/sessions'), 403, 'scope_missing')
})

test('a token needs no proof of origin, goes before a cookie, and is asked for by WWW-Authenticate', async () => {
  const crm = await startCrm({ env: publicEnv })
  const owner = await make.owner(crm)
  const session = await crm.as(owner)
  const writer = await program(crm, owner, 'courses.write')
  const course = { title: 'Из расширения', price: 1 }
  const foreign = { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' }
  assert.equal((await writer.post('/courses', course, foreign)).status, 201)
  assertRefused(await session.post('/courses', course, foreign), 403, 'foreign_origin')
  assertRefused(
    await session.post('/courses', course, { ...foreign, authorization: 'Bearer else' }),
    403,
    'foreign_origin',
  )
  const both = session.with({ authorization: `Bearer ${writer.token}` })
  assertRefused(await both.get('/users'), 403, 'scope_missing')
  const wrong = session.with({ authorization: `Bearer crm_${'x'.repeat(43)}` })
  assertRefused(await wrong.post('/courses', course, foreign), 401, 'api_token_invalid')
  const asks = async (caller: Caller, path: string) => (await caller.get(path)).headers['www-authenticate']
  assert.equal(await asks(wrong, '/courses'), 'Bearer realm="Mini-CRM", error="invalid_token"')
  assert.equal(await asks(crm.anonymous, '/users'), 'Cookie, Bearer realm="Mini-CRM"')
  assert.equal(await asks(crm.anonymous, '/me'), 'Cookie')
  const stranger = crm.anonymous.with({ 'x-forwarded-for': '203.0.113.7' })
  assert.equal(await asks(stranger, '/metrics'), 'Bearer realm="Mini-CRM"')
})

test('a token ends with its days, its revocation, its account and a reset of the password', async () => {
  const crm = await startCrm()
  const [owner, admin] = [await make.owner(crm), await make.admin(crm)]
  const chief = await crm.as(owner)
  const dead = async (caller: Caller) => assertRefused(await caller.get('/courses'), 401, 'api_token_invalid')

  const short = await chief.post('/api-tokens', { ...wish, scopes: ['courses.read'], expires_in_days: 1 })
  const eternal = await chief.post('/api-tokens', { ...wish, scopes: ['courses.read'], expires_in_days: null })
  crm.clock.forward(days(1))
  await dead(bearer(crm, short.body.token))
  assert.equal((await bearer(crm, eternal.body.token).get('/courses')).status, 200)

  const again = await crm.as(owner)
  const theirs = await program(crm, admin, 'courses.read')
  assertRefused(await (await crm.as(admin)).delete(`/api-tokens/${eternal.body.id}`), 404, 'api_token_not_found')
  assert.equal((await again.delete(`/api-tokens/${theirs.id}`)).status, 200)
  assertRefused(await again.delete(`/api-tokens/${theirs.id}`), 404, 'api_token_not_found')
  await dead(theirs)
  assert.deepEqual(
    (await crm.events('user.api_token_revoked')).map(({ key }) => Number(key)),
    [admin.id],
  )

  const disabled = await program(crm, admin, 'courses.read')
  await again.put(`/users/${admin.id}/disablement`)
  await dead(disabled)
  await again.delete(`/users/${admin.id}/disablement`)
  await dead(disabled)
})

test('wrong tokens are counted by address; a good one is not held up', async () => {
  const crm = await startCrm()
  const good = await program(crm, await make.owner(crm), 'courses.read')
  const wrong = bearer(crm, `crm_${'x'.repeat(43)}`)
  const tries = await Promise.all(Array.from({ length: 20 }, () => wrong.get('/ping')))
  assert.ok(tries.every(({ status }) => status === 401))
  assertRefused(await wrong.get('/ping'), 429, 'too_many_requests')
  assert.equal((await good.get('/courses')).status, 200)
  crm.clock.forward(minutes(1))
  assertRefused(await wrong.get('/ping'), 401, 'api_token_invalid')
})

test('making a token asks for the password, for scopes that exist, and has a bound', async () => {
  const crm = await startCrm()
  const person = await make.owner(crm)
  const owner = await crm.as(person)
  const scopes = ['courses.read']
  assertRefused(await owner.post('/api-tokens', { ...wish, scopes, current_password: 'no' }), 403, 'wrong_password')
  assertInvalid(await owner.post('/api-tokens', { ...wish, scopes: ['everything'] }), 'body.scopes.0')
  assertInvalid(await owner.post('/api-tokens', { ...wish, scopes: [] }), 'body.scopes')
  assertInvalid(await owner.post('/api-tokens', { ...wish, scopes, expires_in_days: 0 }), 'body.expires_in_days')
  for (let made = 0; made < 50; made++) assert.equal((await owner.post('/api-tokens', { ...wish, scopes })).status, 201)
  assertRefused(await owner.post('/api-tokens', { ...wish, scopes }), 409, 'api_tokens_full')
  crm.clock.forward(days(90))
  const later = await crm.as(person)
  assert.equal((await later.post('/api-tokens', { ...wish, scopes })).status, 201, 'expired ones counted')
})

test('the last use is shown, to the minute', async () => {
  const crm = await startCrm()
  const owner = await make.owner(crm)
  const reader = await program(crm, owner, 'courses.read')
  const lastUse = async () => (await (await crm.as(owner)).get('/api-tokens')).body[0].last_used_at
  assert.equal(await lastUse(), null)
  await reader.get('/courses')
  assert.equal(await lastUse(), '2026-03-01T12:00:00.000+00:00')
  crm.clock.forward(minutes(2))
  await reader.get('/courses')
  assert.equal(await lastUse(), '2026-03-01T12:02:00.000+00:00')
})

test('a token takes back what programs may do, never a role that its holder gave by hand', async () => {
  const crm = await startCrm()
  const owner = await make.owner(crm)
  const writer = await program(crm, owner, 'users.write', 'users.read')
  const { id } = await make.student(crm)
  const byHand = await crm.as(owner)
  const given = await byHand.post('/users/changes', { change: 'change_role', role: 'manager', ids: [id] })
  assertRefused(await writer.post(`/bulk-changes/${given.body.id}/undo`, { leave_newer: false }), 403, 'scope_missing')
  const off = await writer.post('/users/changes', { change: 'disable', ids: [id] })
  const back = await writer.post(`/bulk-changes/${off.body.id}/undo`, { leave_newer: false })
  assert.deepEqual([back.status, back.body.changed], [201, 1])
  assert.deepEqual((await byHand.get(`/users/${id}`)).body.role, 'manager')
})
