import assert from 'node:assert/strict'
import { test } from 'node:test'
import { make } from '../../test-kit/make.ts'
import { assertRefused } from '../../test-kit/refusals.ts'
import { startCrm } from '../../test-kit/start-crm.ts'

const crm = await startCrm()
const admin = await make.admin(crm)
const caller = await crm.as(admin)
const eventsOf = async (id: number) =>
  (await crm.events()).filter(({ topic, key }) => topic === 'course-events' && key === String(id))

const moves = {
  publish: {
    send: (id: number) => caller.put(`/courses/${id}/publication`),
    to: 'published',
    type: 'course.published',
    by: 'published_by',
  },
  archive: {
    send: (id: number) => caller.put(`/courses/${id}/archive`),
    to: 'archived',
    type: 'course.archived',
    by: 'archived_by',
  },
  restore: {
    send: (id: number) => caller.delete(`/courses/${id}/archive`),
    to: 'published',
    type: 'course.restored',
    by: 'restored_by',
  },
}
type Move = keyof typeof moves
const statuses = ['draft', 'published', 'archived'] as const
/** draft → published ⇄ archived; what leads to the present state is harmless to repeat. */
const allowed: Record<(typeof statuses)[number], Move> = { draft: 'publish', published: 'archive', archived: 'restore' }
const repeats = (status: string, move: Move) => moves[move].to === status

for (const status of statuses) {
  for (const move of Object.keys(moves) as Move[]) {
    if (move === allowed[status]) {
      test(`one can ${move} a course that is ${status}, with exactly its event`, async () => {
        const course = await make.course(crm, { status })
        const before = await eventsOf(course.id)
        const answer = await moves[move].send(course.id)
        assert.deepEqual(
          [answer.status, answer.body.status, answer.body.version],
          [200, moves[move].to, course.version + 1],
        )
        assert.equal(answer.headers['etag'], `"${course.version + 1}"`)
        const [event, ...more] = (await eventsOf(course.id)).slice(before.length)
        assert.deepEqual(Object.entries(event?.value as object), [
          ['event_type', moves[move].type],
          ['course_id', course.id],
          [moves[move].by, admin.id],
          ['timestamp', '2026-03-01T12:00:00.000+00:00'],
        ])
        assert.deepEqual(more, [])
      })
    } else if (repeats(status, move)) {
      test(`to ${move} a course that is ${status} changes nothing and tells nothing`, async () => {
        const course = await make.course(crm, { status })
        const before = await eventsOf(course.id)
        const answer = await moves[move].send(course.id)
        assert.deepEqual([answer.status, answer.body.status, answer.body.version], [200, status, course.version])
        assert.deepEqual(await eventsOf(course.id), before)
      })
    } else {
      test(`one cannot ${move} a course that is ${status}: 409 names the state and what is allowed, nothing is told`, async () => {
        const course = await make.course(crm, { status })
        const before = await eventsOf(course.id)
        const answer = await moves[move].send(course.id)
        assertRefused(answer, 409, 'course_transition')
        assert.deepEqual(answer.body.facts, { state: status, allowed: [allowed[status]] })
        assert.deepEqual(await eventsOf(course.id), before)
        assert.equal((await caller.get(`/courses/${course.id}`)).body.version, course.version)
      })
    }
  }
}

test('what the answer says one can do is what one can do', async () => {
  for (const status of statuses) {
    const { id } = await make.course(crm, { status })
    const { can } = (await caller.get(`/courses/${id}`)).body
    for (const move of Object.keys(moves) as Move[])
      assert.equal(can[move], move === allowed[status], `${move} ${status}`)
  }
})

test('the first publication is remembered when a course is archived and restored', async () => {
  const { id } = await make.course(crm, { status: 'draft' })
  const { published_at: first } = (await moves.publish.send(id)).body
  crm.clock.forward(60_000)
  await moves.archive.send(id)
  assert.equal((await moves.restore.send(id)).body.published_at, first)
})
