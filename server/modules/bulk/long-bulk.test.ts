import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDialect } from '#platform/db/testing/test-database.ts'
import { make } from '../../test-kit/make.ts'
import { startCrm } from '../../test-kit/start-crm.ts'
import { until } from '../../test-kit/until.ts'
import { insertBulk } from './bulk-store.ts'

test('a long change tells how far it is, lets others write meanwhile, and goes on after a restart until every row is done once', async () => {
  const crm = await startCrm()
  const owner = await make.owner(crm)
  const caller = await crm.as(owner)
  const made = []
  for (let batch = 0; batch < (testDialect === 'sqlite' ? 25 : 6); batch++)
    made.push(...(await Promise.all(Array.from({ length: 100 }, () => make.student(crm, { age: 66 })))))
  const wish = { change: 'disable', filter: { where: '["age","is",66]' }, expected_count: made.length }
  const sent = caller.post('/users/changes', wish)
  const course = await caller.post('/courses', { title: 'Между делом', price: 1 })
  assert.equal(course.status, 201)
  const { body } = await sent
  assert.equal(body.total, made.length)
  await crm.restart()
  const again = await crm.as(owner)
  const soFar = async () => (await again.get(`/bulk-changes/${body.id}`)).body
  const { changed } = await soFar()
  assert.ok(changed > 0, 'nothing was done before the restart')
  await until(async () => (await soFar()).state === 'done', 'the end of the change', 120_000)
  const end = await soFar()
  assert.deepEqual([end.changed, end.unchanged, end.refused], [made.length, 0, 0])
  // of so many the first thousand are looked at
  const keys = (await crm.events('user.disabled')).map(({ key }) => key)
  const told = Math.min(1000, made.length)
  assert.deepEqual([keys.length, new Set(keys).size], [told, told])
})

test('a change that a process left undone is gone on with by one that runs already', async () => {
  const crm = await startCrm()
  const owner = await make.owner(crm)
  const caller = await crm.as(owner)
  const { id } = await make.student(crm)
  const wish = {
    entity: 'user',
    change: 'disable',
    role: null,
    requestId: 'left',
    address: null,
    sessionId: null,
  } as const
  const left = await crm.db.inTransaction((tx) =>
    insertBulk(tx, { ...wish, actorId: owner.id, createdAt: crm.clock.now().getTime() }, [[id]]),
  )
  const state = async () => (await caller.get(`/bulk-changes/${left}`)).body.state
  await until(async () => (await state()) === 'done', 'the end of the change', 60_000)
  assert.equal((await caller.get(`/users/${id}`)).body.status, 'disabled')
})
