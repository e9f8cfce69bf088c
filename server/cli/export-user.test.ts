import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Desk } from '../test-kit/desk.ts'
import { goodPassword, make } from '../test-kit/make.ts'
import { assertRefused } from '../test-kit/refusals.ts'
import { startCrm } from '../test-kit/start-crm.ts'

test('everything about a person comes out, and no secret with it', async () => {
  const crm = await startCrm()
  const person = { email: 'vera@example.com', name: 'Вера Ли', age: 33, password: goodPassword }
  const { body: made } = await crm.anonymous.post('/users', person)
  const caller = await crm.as(person)
  await caller.patch(`/users/${made.id}`, { age: 34 })
  await crm.anonymous.post('/password-resets', { email: person.email })
  await crm.settled()
  const { body, text, headers } = await caller.get(`/users/${made.id}/personal-data`)
  assert.equal(headers['content-disposition'], `attachment; filename="user-${made.id}.json"`)
  assert.deepEqual([body.account.email, body.account.age], [person.email, 34])
  assert.equal(body.sessions[0].address, '127.0.0.1')
  assert.deepEqual(body.messages.map(({ template }: { template: string }) => template).sort(), [
    'password_reset',
    'welcome',
  ])
  const types = body.events.map(({ type }: { type: string }) => type)
  for (const type of ['user.created', 'user.logged_in', 'user.updated']) assert.ok(types.includes(type), type)
  assert.ok(body.audit.some(({ address }: { address: string | null }) => address === '127.0.0.1'))
  assert.doesNotMatch(text, /argon2|hash|token=/)
})

test('others’ data is for administrators, an owner’s for owners', async () => {
  const crm = await startCrm()
  const [owner, student] = [await make.owner(crm), await make.student(crm)]
  const path = ({ id }: { id: number }) => `/users/${id}/personal-data`
  const admin = await crm.as(await make.admin(crm))
  assert.equal((await admin.get(path(student))).status, 200)
  assertRefused(await admin.get(path(owner)), 403, 'forbidden')
  assertRefused(await (await crm.as(student)).get(path(owner)), 404, 'user_not_found')
  assertRefused(await (await crm.as(await make.manager(crm))).get(path(student)), 403, 'forbidden')
})

test('the operator prints the same with a command', async () => {
  const desk = new Desk()
  await desk.owner()
  const { code, out } = await desk.crm('export-user', '1')
  assert.equal(code, 0)
  const { account, ...parts } = JSON.parse(out)
  assert.deepEqual([account.id, account.role], [1, 'owner'])
  assert.deepEqual(Object.keys(parts), ['sessions', 'api_tokens', 'messages', 'events', 'audit'])
  assert.ok(parts.events.some(({ type }: { type: string }) => type === 'user.created'))
  assert.equal((await desk.crm('export-user', '99')).code, 1)
})
