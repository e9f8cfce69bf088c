import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toItsEnd } from '../../test-kit/bulk-end.ts'
import type { Caller } from '../../test-kit/caller.ts'
import { type MadeUser, make } from '../../test-kit/make.ts'
import { assertRefused } from '../../test-kit/refusals.ts'
import { startCrm } from '../../test-kit/start-crm.ts'

const crm = await startCrm()
const owner = await make.owner(crm)
const caller = await crm.as(owner)
const students = (count: number, age: number) =>
  Promise.all(Array.from({ length: count }, () => make.student(crm, { age })))
const idsOf = (rows: readonly { id: number }[]) => rows.map(({ id }) => id)
const eventsOf = async (type: string, ids: readonly number[]) =>
  (await crm.events(type)).map(({ key }) => Number(key)).filter((id) => ids.includes(id))
const statusOf = async (by: Caller, user: { id: number }) => (await by.get(`/users/${user.id}`)).body.status

test('named rows are changed each with its own event, and the answer tells what was done with each', async () => {
  const [first, second, off] = (await students(3, 20)) as [MadeUser, MadeUser, MadeUser]
  await caller.put(`/users/${off.id}/disablement`)
  const signedIn = await crm.as(first)
  const ids = [first.id, second.id, off.id, owner.id, 999_999, first.id]
  const answer = await toItsEnd(caller, '/users/changes', { change: 'disable', ids })
  assert.equal(answer.status, 201)
  const { state, total, changed, unchanged, refused, refusals, undo_until } = answer.body
  assert.deepEqual([state, total, changed, unchanged, refused], ['done', 5, 2, 1, 2])
  assert.deepEqual(refusals, [
    { id: owner.id, code: 'own_account', detail: 'Своя учётная запись так не меняется' },
    { id: 999_999, code: 'user_not_found', detail: 'Пользователь не найден' },
  ])
  assert.equal(undo_until, '2026-03-01T12:10:00.000+00:00')
  assert.deepEqual((await eventsOf('user.disabled', ids)).sort(), [first.id, second.id, off.id].sort())
  assert.equal((await signedIn.get('/me')).status, 401)
  assert.deepEqual((await caller.get(`/bulk-changes/${answer.body.id}`)).body, answer.body)
})

test('a filter changes exactly the rows that its list gives, but those left out', async () => {
  const all = await students(130, 77)
  const filter = { role: 'student', where: '["age","is",77]' }
  const wish = { change: 'disable', filter, exclude: [all[0]!.id], expected_count: 129 }
  const { body } = await toItsEnd(caller, '/users/changes', wish)
  assert.deepEqual([body.total, body.changed, body.refused], [129, 129, 0])
  assert.equal(await statusOf(caller, all[0]!), 'active')
  const events = await eventsOf('user.disabled', idsOf(all))
  assert.equal(events.length, 129)
  assert.equal(new Set(events).size, 129)
})

test('when other rows are there than the sender meant, nothing is changed and the true count is told', async () => {
  const all = await students(3, 78)
  const wish = { change: 'disable', filter: { where: '["age","is",78]' }, expected_count: 2 }
  const answer = await toItsEnd(caller, '/users/changes', wish)
  assertRefused(answer, 409, 'count_changed')
  assert.deepEqual(answer.body.facts, { count: 3, expected: 2 })
  assert.deepEqual(await eventsOf('user.disabled', idsOf(all)), [])
})

test('the same Idempotency-Key changes the rows once', async () => {
  const [student] = await students(1, 79)
  const send = () =>
    toItsEnd(caller, '/users/changes', { change: 'disable', ids: [student!.id] }, { 'idempotency-key': 'twice' })
  const answers = await Promise.all([send(), send(), send()])
  assert.deepEqual(new Set(answers.map(({ status, body }) => `${status} ${body.id} ${body.changed}`)).size, 1)
  assert.deepEqual(await eventsOf('user.disabled', [student!.id]), [student!.id])
})

test('whoever may change some rows only changes those, by name and by filter', async () => {
  const [student, teacher] = [await make.student(crm, { age: 81 }), await make.teacher(crm, { age: 81 })]
  const manager = await crm.as(await make.manager(crm))
  const ids = [student.id, teacher.id]
  const { body } = await toItsEnd(manager, '/users/changes', { change: 'disable', ids })
  assert.deepEqual([body.changed, body.refusals.map((one: { code: string }) => one.code)], [1, ['user_not_found']])
  const filter = { where: '["age","is",81]' }
  assertRefused(
    await toItsEnd(manager, '/users/changes', { change: 'enable', filter, expected_count: 2 }),
    409,
    'count_changed',
  )
  assertRefused(
    await toItsEnd(manager, '/users/changes', { change: 'change_role', role: 'owner', ids }),
    403,
    'forbidden',
  )
  const admin = await crm.as(await make.admin(crm))
  assertRefused(
    await toItsEnd(admin, '/users/changes', { change: 'change_role', role: 'owner', ids }),
    403,
    'forbidden',
  )
  assert.equal(await statusOf(caller, teacher), 'active')
})

test('an own course of a teacher can be archived with others’, which cannot', async () => {
  const teacher = await make.teacher(crm)
  const [own, foreign] = [await make.course(crm, { author: teacher }), await make.course(crm)]
  const draft = await make.course(crm, { author: teacher, status: 'draft' })
  const ids = [own.id, foreign.id, draft.id]
  const { body } = await toItsEnd(await crm.as(teacher), '/courses/changes', { change: 'archive', ids })
  assert.equal(body.changed, 1)
  assert.deepEqual(
    body.refusals.map(({ id, code }: { id: number; code: string }) => [id, code]),
    [
      [foreign.id, 'forbidden'],
      [draft.id, 'course_transition'],
    ],
  )
  assert.deepEqual(await eventsOf('course.archived', ids), [own.id])
})

test('a wish that names no rows, or names them twice over, is refused at its field', async () => {
  const refused = async (body: object, field: string) => {
    const answer = await toItsEnd(caller, '/users/changes', { change: 'enable', ...body })
    assertRefused(answer, 422, 'validation')
    assert.deepEqual(answer.body.detail[0].loc, ['body', field])
  }
  await refused({}, 'ids')
  await refused({ ids: [1], filter: {} }, 'filter')
  await refused({ filter: {} }, 'expected_count')
  await refused({ change: 'change_role', ids: [1] }, 'role')
})

test('a bulk change is nobody else’s to see or to take back', async () => {
  const [student] = await students(1, 82)
  const { body } = await toItsEnd(caller, '/users/changes', { change: 'disable', ids: [student!.id] })
  const other = await crm.as(await make.owner(crm))
  assertRefused(await other.get(`/bulk-changes/${body.id}`), 404, 'bulk_not_found')
  assertRefused(await other.post(`/bulk-changes/${body.id}/undo`, { leave_newer: false }), 404, 'bulk_not_found')
})
