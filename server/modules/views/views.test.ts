import assert from 'node:assert/strict'
import { test } from 'node:test'
import { make } from '../../test-kit/make.ts'
import { assertInvalid, assertRefused } from '../../test-kit/refusals.ts'
import { startCrm } from '../../test-kit/start-crm.ts'

const view = { list: 'users', title: 'Взрослые', address: '?role=student&where=%5B%22age%22%2C%22gte%22%2C18%5D' }

async function staffOf() {
  const crm = await startCrm()
  const admin = await crm.as(await make.admin(crm))
  const manager = await crm.as(await make.manager(crm))
  const colleague = await crm.as(await make.manager(crm))
  const teacher = await crm.as(await make.teacher(crm))
  return { crm, admin, manager, colleague, teacher }
}

test('a view is saved for oneself, found again, renamed, shared with the team and deleted', async () => {
  const { manager, colleague } = await staffOf()
  const titles = async (caller: typeof manager) =>
    (await caller.get('/views?list=users')).body.map(({ title }: { title: string }) => title)
  const made = await manager.post('/views', view)
  assert.equal(made.status, 201, made.text)
  assert.deepEqual(
    { ...view, shared: false },
    { list: made.body.list, title: made.body.title, address: made.body.address, shared: made.body.shared },
  )
  assert.deepEqual(made.body.can, { update: true, share: true, delete: true })
  assert.equal(made.headers['location'], `/views/${made.body.id}`)
  assert.deepEqual([await titles(manager), await titles(colleague)], [['Взрослые'], []])
  const path = `/views/${made.body.id}`
  for (const answer of [await colleague.patch(path, { title: 'Чужой' }), await colleague.delete(path)])
    assertRefused(answer, 404, 'view_not_found')
  const shared = await manager.patch(path, { shared: true, title: 'Совершеннолетние' }, { 'if-match': '"1"' })
  assert.deepEqual([shared.status, shared.body.version, shared.headers['etag']], [200, 2, '"2"'])
  assert.deepEqual(await titles(colleague), ['Совершеннолетние'])
  const [seen] = (await colleague.get('/views?list=users')).body
  assert.deepEqual(seen.can, { update: false, share: false, delete: false })
  assertRefused(await colleague.patch(path, { title: 'Чужой' }), 403, 'forbidden')
  assertRefused(await manager.patch(path, { title: 'Старый' }, { 'if-match': '"1"' }), 412, 'version_conflict')
  assert.equal((await manager.delete(path)).status, 200)
  assertRefused(await manager.delete(path), 404, 'view_not_found')
  assert.deepEqual(await titles(colleague), [])
})

test('administrators tidy the team’s views up, and nobody else’s own', async () => {
  const { admin, manager } = await staffOf()
  const own = (await manager.post('/views', view)).body
  const team = (await manager.post('/views', { ...view, shared: true })).body
  assertRefused(await admin.delete(`/views/${own.id}`), 404, 'view_not_found')
  assert.equal((await admin.patch(`/views/${team.id}`, { title: 'Порядок' })).status, 200)
  assert.equal((await admin.delete(`/views/${team.id}`)).status, 200)
})

test('a list one may not open has no views, and a teacher shares none', async () => {
  const { admin, manager, teacher } = await staffOf()
  const audit = (await admin.post('/views', { ...view, list: 'audit', shared: true })).body
  assertRefused(await manager.get('/views?list=audit'), 403, 'forbidden')
  assertRefused(await manager.post('/views', { ...view, list: 'audit' }), 403, 'forbidden')
  assertRefused(await manager.delete(`/views/${audit.id}`), 404, 'view_not_found')
  assertRefused(await teacher.post('/views', { ...view, list: 'courses', shared: true }), 403, 'forbidden')
  const own = (await teacher.post('/views', { ...view, list: 'courses' })).body
  assert.deepEqual(own.can, { update: true, share: false, delete: true })
  assertRefused(await teacher.patch(`/views/${own.id}`, { shared: true }), 403, 'forbidden')
})

test('what is no view is refused, a repeated key saves once, and nobody has more than fifty of a list', async () => {
  const { manager } = await staffOf()
  assertInvalid(await manager.get('/views'), 'query.list')
  assertInvalid(await manager.get('/views?list=sessions'), 'query.list')
  for (const [wrong, field] of [
    [{ address: 'javascript:alert(1)' }, 'address'],
    [{ address: '?a b' }, 'address'],
    [{ address: `?${'x'.repeat(6000)}` }, 'address'],
    [{ title: ' ' }, 'title'],
    [{ title: 'x'.repeat(61) }, 'title'],
    [{ list: 'sessions' }, 'list'],
    [{ shared: 1 }, 'shared'],
  ] as const)
    assertInvalid(await manager.post('/views', { ...view, ...wrong }), `body.${field}`)
  assertInvalid(await manager.post('/views', { ...view, user_id: 1 }), 'body')
  const key = { 'idempotency-key': 'a-view-once' }
  const [first, again] = [await manager.post('/views', view, key), await manager.post('/views', view, key)]
  assert.equal(first.body.id, again.body.id)
  for (let n = 1; n < 50; n++) assert.equal((await manager.post('/views', view)).status, 201)
  assertRefused(await manager.post('/views', view), 409, 'too_many_views')
  assert.equal((await manager.post('/views', { ...view, list: 'courses' })).status, 201)
})
