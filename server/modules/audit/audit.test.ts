import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eraseUser } from '#modules/users/index.ts'
import { systemActor } from '#platform/actor.ts'
import { eraseParts } from '../../app.ts'
import { make } from '../../test-kit/make.ts'
import { type Crm, startCrm } from '../../test-kit/start-crm.ts'
import { verifyAudit } from './verify-audit.ts'

type Entry = {
  event_id: string
  action: string
  actor_id: number | null
  object: string
  request_id: string
  personal: object | null
  topic: string
  partition: number
  position: number
}

async function someHistory(crm: Crm) {
  const owner = await make.owner(crm)
  const caller = await crm.as(owner)
  const student = await make.student(crm, { email: 'secret.person@example.com', name: 'Тайна Личность' })
  for (let count = 0; count < 5; count++) await caller.post('/courses', { title: `Курс ${count}`, price: count })
  await caller.put(`/users/${student.id}/role`, { role: 'teacher' })
  await crm.settled()
  return { owner, caller, student }
}

test('every event has exactly one entry: who, what, when, in which request', async () => {
  const crm = await startCrm()
  const { owner, caller, student } = await someHistory(crm)
  const entries: Entry[] = (await caller.get('/audit?limit=1000')).body
  const events = await crm.events()
  assert.deepEqual(entries.map((entry) => entry.event_id).sort(), events.map((event) => event.id).sort())
  const change = entries.find((entry) => entry.action === 'user.role_changed')
  const event = events.find((one) => one.type === 'user.role_changed')
  assert.equal(change?.actor_id, owner.id)
  assert.equal(change?.object, `user/${student.id}`)
  assert.equal(change?.request_id, event?.headers['correlationid'])
  assert.deepEqual((await caller.get('/audit?action=user.role_changed')).body, [change])
  assert.ok((await caller.get(`/audit?object=user/${student.id}`)).body.length >= 2)
})

test('the address is in the trail and in no event', async () => {
  const crm = await startCrm()
  const { caller } = await someHistory(crm)
  const entries: Entry[] = (await caller.get('/audit?action=course.created')).body
  assert.deepEqual(entries[0]?.personal, { address: '127.0.0.1' })
  assert.ok(!JSON.stringify(await crm.events()).includes('127.0.0.1'))
})

test('an untouched trail is whole, and stays whole after a person was erased from it', async () => {
  const crm = await startCrm()
  const { student } = await someHistory(crm)
  const before = await verifyAudit(crm.db.reader)
  assert.deepEqual(before.breaks, [])
  assert.equal(before.entries, (await crm.events()).length)
  await crm.db.inTransaction((tx) => eraseUser(tx, systemActor('test'), student.id, eraseParts, crm.clock.now()))
  await crm.settled()
  const report = await verifyAudit(crm.db.reader)
  assert.deepEqual(report.breaks, [])
  assert.ok(report.blanked >= 2)
  const kept = JSON.stringify(await crm.db.reader.selectFrom('audit_entries').selectAll().execute())
  assert.ok(!kept.includes('secret.person') && !kept.includes('Тайна'))
})

for (const [what, spoil, reason] of [
  ['a changed fact', { actor_id: 999 }, 'changed'],
  ['a changed personal part', { personal: '{"address":"10.0.0.1"}' }, 'personal_changed'],
  ['a changed hash', { hash: 'f'.repeat(64) }, 'changed'],
] as const) {
  test(`${what} is found`, async () => {
    const crm = await startCrm()
    await someHistory(crm)
    const { topic, partition } = await crm.db.reader
      .selectFrom('audit_entries')
      .select(['topic', 'partition'])
      .where('action', '=', 'course.created')
      .executeTakeFirstOrThrow()
    await crm.db.inTransaction((tx) =>
      tx
        .updateTable('audit_entries')
        .set(spoil)
        .where('topic', '=', topic)
        .where('partition', '=', partition)
        .where('position', '=', 1)
        .execute(),
    )
    const { breaks } = await verifyAudit(crm.db.reader)
    assert.deepEqual(breaks, [{ topic, partition, position: 1, reason }])
  })
}

test('a removed entry is found', async () => {
  const crm = await startCrm()
  const { caller } = await someHistory(crm)
  for (let count = 0; count < 3; count++) await caller.patch('/courses/1', { price: 100 + count })
  await crm.settled()
  const { partition } = await crm.db.reader
    .selectFrom('audit_entries')
    .select('partition')
    .where('object', '=', 'course/1')
    .executeTakeFirstOrThrow()
  await crm.db.inTransaction((tx) =>
    tx
      .deleteFrom('audit_entries')
      .where('topic', '=', 'course-events')
      .where('partition', '=', partition)
      .where('position', '=', 2)
      .execute(),
  )
  const { breaks } = await verifyAudit(crm.db.reader)
  assert.deepEqual(breaks, [{ topic: 'course-events', partition, position: 3, reason: 'missing' }])
})
