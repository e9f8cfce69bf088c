import assert from 'node:assert/strict'
import { test } from 'node:test'
import { make } from '../../test-kit/make.ts'
import { startCrm } from '../../test-kit/start-crm.ts'

test('an archived course cannot be published', async () => {
  const crm = await startCrm({ now: '2026-03-01' })
  const course = await make.course(crm, { status: 'archived' })
  const admin = await crm.as(await make.admin(crm))
  const answer = await admin.put(`/courses/${course.id}/publication`)
  assert.equal(answer.status, 409)
  assert.equal(answer.body.code, 'course_transition')
  assert.deepEqual(answer.body.facts, { state: 'archived', allowed: ['restore'] })
  assert.deepEqual(await crm.events('course.published'), [])
})
