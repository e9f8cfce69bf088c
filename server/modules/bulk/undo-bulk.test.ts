import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toItsEnd } from '../../test-kit/bulk-end.ts'
import { minutes } from '../../test-kit/frozen-clock.ts'
import { make } from '../../test-kit/make.ts'
import { assertRefused } from '../../test-kit/refusals.ts'
import { startCrm } from '../../test-kit/start-crm.ts'

const crm = await startCrm()
const caller = await crm.as(await make.owner(crm))
const undo = (id: number, body: object = { leave_newer: false }) => toItsEnd(caller, `/bulk-changes/${id}/undo`, body)

test('undo writes the inverse of what was changed, each with its own event, and undo of the undo does it again', async () => {
  const on = [await make.student(crm), await make.student(crm)]
  const off = await make.student(crm)
  await caller.put(`/users/${off.id}/disablement`)
  const ids = [...on, off].map(({ id }) => id)
  const { body: done } = await toItsEnd(caller, '/users/changes', { change: 'disable', ids })
  const { body: undone } = await undo(done.id)
  assert.deepEqual([undone.change, undone.total, undone.changed], ['enable', 2, 2])
  assert.equal((await caller.get(`/users/${off.id}`)).body.status, 'disabled')
  const enabled = (await crm.events('user.enabled')).map(({ key }) => Number(key))
  assert.deepEqual(
    enabled,
    on.map(({ id }) => id),
  )
  const { body: again } = await undo(undone.id)
  assert.deepEqual([again.change, again.changed], ['disable', 2])
})

test('undo gives every account back the role that it had', async () => {
  const [student, teacher] = [await make.student(crm), await make.teacher(crm)]
  const ids = [student.id, teacher.id]
  const { body: done } = await toItsEnd(caller, '/users/changes', { change: 'change_role', role: 'manager', ids })
  assert.equal(done.changed, 2)
  await undo(done.id)
  const roles = await Promise.all(ids.map(async (id) => (await caller.get(`/users/${id}`)).body.role))
  assert.deepEqual(roles, ['student', 'teacher'])
})

test('rows that were changed since stand in the way by name, and can be left as they are', async () => {
  const courses = [await make.course(crm), await make.course(crm), await make.course(crm)]
  const ids = courses.map(({ id }) => id)
  const { body: done } = await toItsEnd(caller, '/courses/changes', { change: 'archive', ids })
  await caller.patch(`/courses/${ids[1]}`, { title: 'Изменён после' })
  const refused = await undo(done.id)
  assertRefused(refused, 409, 'undo_conflict')
  assert.deepEqual(refused.body.facts, { count: 1, ids: [ids[1]] })
  assert.deepEqual(await crm.events('course.restored'), [])
  const { body } = await undo(done.id, { leave_newer: true })
  assert.deepEqual([body.total, body.changed, body.refused], [2, 2, 0])
  const statuses = await Promise.all(ids.map(async (id) => (await caller.get(`/courses/${id}`)).body.status))
  assert.deepEqual(statuses, ['published', 'archived', 'published'])
})

test('what is for good, what nothing came of and what is older than ten minutes cannot be taken back', async () => {
  const draft = await make.course(crm, { status: 'draft' })
  const published = (await toItsEnd(caller, '/courses/changes', { change: 'publish', ids: [draft.id] })).body
  assert.deepEqual([published.changed, published.undo_until], [1, null])
  assertRefused(await undo(published.id), 409, 'undo_refused')
  const nothing = (await toItsEnd(caller, '/courses/changes', { change: 'publish', ids: [draft.id] })).body
  assertRefused(await undo(nothing.id), 409, 'undo_refused')
  const archived = (await toItsEnd(caller, '/courses/changes', { change: 'archive', ids: [draft.id] })).body
  crm.clock.forward(minutes(11))
  assertRefused(await undo(archived.id), 409, 'undo_refused')
})
