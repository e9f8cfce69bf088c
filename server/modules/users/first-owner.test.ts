import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { isUniqueViolation } from '#platform/db/rows.ts'
import { make } from '../../test-kit/make.ts'
import { assertRefused } from '../../test-kit/refusals.ts'
import { startCrm } from '../../test-kit/start-crm.ts'

const owner = { email: 'admin@example.com', name: 'Администратор', age: 25, password: 'admin123', is_admin: true }
const other = { ...owner, email: 'other@example.com' }

test('the first step of the brief creates the owner, the second try names the command', async () => {
  const crm = await startCrm()
  assert.ok(crm.console.some((line) => line.includes('60 минут')))
  await make.student(crm)
  const answer = await crm.anonymous.post('/users', owner)
  assert.deepEqual([answer.status, answer.body.role, answer.body.is_admin], [201, 'owner', true])
  assert.deepEqual(answer.body.can, {
    update: true,
    disable: true,
    enable: false,
    change_role: true,
    end_sessions: true,
  })
  const created = (await crm.events('user.created')).at(-1)?.value as { is_admin: boolean }
  assert.equal(created.is_admin, true)
  assertRefused(
    await crm.anonymous.post('/users', other),
    403,
    'owner_required',
    'Администратора может создать только владелец: войдите как владелец или выполните npm run crm -- owner create',
  )
})

test('in local mode a taken e-mail is said before any refusal of rights, so that the brief can be repeated', async () => {
  const crm = await startCrm()
  await crm.anonymous.post('/users', owner)
  assertRefused(await crm.anonymous.post('/users', owner), 400, 'email_taken', 'Email уже зарегистрирован')
})

test('an owner creates administrators; nobody else can', async () => {
  const crm = await startCrm()
  const asOwner = await crm.as(await make.owner(crm))
  const admin = await asOwner.post('/users', owner)
  assert.deepEqual([admin.status, admin.body.role, admin.body.is_admin], [201, 'admin', true])
  for (const role of ['student', 'teacher', 'manager', 'admin'] as const) {
    const caller = await crm.as(await make.user(crm, { role }))
    assertRefused(await caller.post('/users', other), 403, 'owner_required')
  }
})

test('of many parallel claims exactly one becomes the owner', async () => {
  const crm = await startCrm()
  const claims = Array.from({ length: 8 }, (_, n) =>
    crm.anonymous.post('/users', { ...owner, email: `claim${n}@example.com` }),
  )
  const answers = await Promise.all(claims)
  assert.equal(answers.filter(({ status }) => status === 201).length, 1)
  for (const refused of answers.filter(({ status }) => status !== 201)) assertRefused(refused, 403, 'owner_required')
  const asOwner = await crm.as({
    email: answers.find(({ status }) => status === 201)?.body.email,
    password: owner.password,
  })
  assert.equal((await asOwner.get('/users?role=owner')).body.length, 1)
  assert.equal((await crm.events('user.created')).length, 1)
})

test('the database itself refuses a second claim, whatever was checked before it', async () => {
  const crm = await startCrm()
  await crm.anonymous.post('/users', owner)
  const { id } = await make.student(crm)
  const claim = crm.db.inTransaction((tx) =>
    tx.updateTable('users').set({ owner_claim: 1 }).where('id', '=', id).execute(),
  )
  await assert.rejects(claim, (error) => isUniqueViolation(error, 'owner_claim'))
})

test('a disabled owner still is one: nobody can claim the CRM again', async () => {
  const crm = await startCrm()
  const first = await make.owner(crm)
  const second = await make.owner(crm)
  const caller = await crm.as(second)
  await caller.put(`/users/${first.id}/disablement`)
  assertRefused(await crm.anonymous.post('/users', owner), 403, 'owner_required')
})

test('within an hour after the start the CRM can be claimed', async (t) => {
  const crm = await startCrm()
  forwardTimer(t, 59 * 60_000)
  assert.equal((await crm.anonymous.post('/users', owner)).status, 201)
})

test('an hour after the start nobody can claim any more, and a restart opens the door again', async (t) => {
  const crm = await startCrm()
  forwardTimer(t, 60 * 60_000)
  assertRefused(await crm.anonymous.post('/users', owner), 403, 'owner_required')
  await crm.restart()
  assert.equal((await crm.anonymous.post('/users', owner)).status, 201)
})

test('a page of another site cannot claim the CRM through a browser on this machine', async () => {
  const crm = await startCrm()
  assertRefused(await crm.anonymous.post('/users', owner, { origin: 'https://evil.example' }), 403, 'foreign_origin')
  assertRefused(await crm.anonymous.post('/users', owner, { 'sec-fetch-site': 'cross-site' }), 403, 'foreign_origin')
  assertRefused(await crm.anonymous.post('/users', owner, { origin: 'null' }), 403, 'foreign_origin')
  assert.equal((await crm.anonymous.post('/users', owner, { origin: 'http://127.0.0.1' })).status, 201)
})

/** The process's own timer, which no wall clock can set back, as if the server had run for this long. */
function forwardTimer(t: TestContext, milliseconds: number): void {
  const real = performance.now.bind(performance)
  t.mock.method(performance, 'now', () => real() + milliseconds)
}
