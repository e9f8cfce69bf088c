import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { systemActor } from '#platform/actor.ts'
import { usualLimits } from '#platform/http/server.ts'
import { hours } from '../../test-kit/frozen-clock.ts'
import { type Heard, listen } from '../../test-kit/listen.ts'
import { make } from '../../test-kit/make.ts'
import { assertRefused } from '../../test-kit/refusals.ts'
import { type Crm, startCrm } from '../../test-kit/start-crm.ts'
import { until } from '../../test-kit/until.ts'
import { archiveCourse, publishCourse } from '../courses/index.ts'

const limits = { ...usualLimits, live: { beat: 100, patience: 300 } }
const crm = await startCrm({ limits })
const admin = await make.admin(crm)
const caller = await crm.as(admin)

/** A change that everybody who listens hears of, to know that all before it has come. */
async function markOf(on: Crm): Promise<number> {
  return (await make.course(on, { title: 'Последний' })).id
}

async function heardUpTo(heard: Heard, course: number): Promise<Heard['changes']> {
  await until(async () => heard.changes.some(({ entity, id }) => entity === 'course' && id === course), 'the mark')
  return heard.changes.filter(({ entity, id }) => entity !== 'course' || id !== course)
}

const shown = ({ entity, id, type }: Heard['changes'][number]) => `${type} ${entity}/${id}`

test('whoever listens hears of a change as it is made, by what it is and its number in the log', async () => {
  await crm.settled() // numbers follow a moment after the commit on a database server
  const heard = await listen(crm, caller)
  assert.equal(heard.answer.headers['content-type'], 'text/event-stream; charset=utf-8')
  assert.equal(heard.answer.headers['cache-control'], 'no-store')
  assert.deepEqual(Object.keys(heard.signs[0]!), ['event', 'position', 'reset'])
  const course = await make.course(crm, { status: 'draft' })
  await caller.put(`/courses/${course.id}/publication`)
  const changes = await heardUpTo(heard, await markOf(crm))
  assert.deepEqual(changes.map(shown), [`course.created course/${course.id}`, `course.published course/${course.id}`])
  const seqs = (await crm.events()).filter(({ key, topic }) => topic === 'course-events' && key === String(course.id))
  assert.deepEqual(
    changes.map(({ seq }) => seq),
    seqs.map(({ seq }) => seq),
  )
  heard.leave()
})

test('a stream that is cut off again and again and resumed by number loses nothing and doubles nothing', async () => {
  const numbers: number[] = []
  let position = (await caller.get('/live')).body.position as number
  const writing = (async () => {
    for (let made = 0; made < 120; made++) await make.course(crm, { title: `Курс ${made}` })
    return markOf(crm)
  })()
  const last = { id: -1 }
  void writing.then((id) => Object.assign(last, { id }))
  for (let cut = 0; !numbers.includes(-1); cut++) {
    const heard = await listen(crm, caller, cut % 2 === 0 ? { after: position } : { lastEventId: position, after: 0 })
    assert.equal(heard.signs[0]?.reset, false)
    await pause(Math.random() * 30)
    heard.leave()
    for (const { seq, entity, id } of heard.changes) {
      assert.ok(seq > position, `${seq} came again`)
      position = seq
      numbers.push(seq)
      if (entity === 'course' && id === last.id) numbers.push(-1)
    }
  }
  const start = numbers[0] as number
  const log = (await crm.events()).filter(({ seq }) => seq >= start).map(({ seq }) => seq)
  assert.deepEqual(numbers.slice(0, -1), log.slice(0, numbers.length - 1))
  assert.ok(numbers.length > 120)
})

test('each hears only of what the own role may know of, and nothing of the log that only administrators read', async () => {
  const [student, other, manager] = [await make.student(crm), await make.student(crm), await make.manager(crm)]
  const callers = { admin: caller, manager: await crm.as(manager), student: await crm.as(student) }
  await crm.settled()
  const heard = {
    admin: await listen(crm, callers.admin),
    manager: await listen(crm, callers.manager),
    student: await listen(crm, callers.student),
  }
  const owner = await crm.as(await make.owner(crm))
  const teacher = await make.teacher(crm)
  await crm.as(other)
  await callers.student.patch(`/users/${student.id}`, { age: 44 })
  await owner.put(`/users/${other.id}/role`, { role: 'teacher' })
  const draft = await make.course(crm, { status: 'draft' })
  const open = await make.course(crm, { status: 'draft' })
  const act = <T>(work: (tx: Parameters<Parameters<typeof crm.db.inTransaction>[0]>[0]) => Promise<T>) =>
    crm.db.inTransaction(work)
  await act((tx) => publishCourse(tx, systemActor('test'), open.id, null, crm.clock.now()))
  const gone = await make.course(crm)
  await act((tx) => archiveCourse(tx, systemActor('test'), gone.id, null, crm.clock.now()))
  await crm.settled()
  const mark = await markOf(crm)
  const [all, seen, own] = await Promise.all([
    heardUpTo(heard.admin, mark),
    heardUpTo(heard.manager, mark),
    heardUpTo(heard.student, mark),
  ])
  const types = all.map(shown)
  assert.ok(types.includes(`user.created user/${teacher.id}`) && types.includes(`user.logged_in user/${other.id}`))
  assert.ok(all.some(({ entity }) => entity === 'message'))
  assert.deepEqual(seen.map(shown), [
    `user.updated user/${student.id}`,
    `user.updated user/${other.id}`,
    `course.created course/${draft.id}`,
    `course.created course/${open.id}`,
    `course.updated course/${open.id}`,
    `course.created course/${gone.id}`,
    `course.updated course/${gone.id}`,
  ])
  const about = new Set(own.map(({ entity, id }) => `${entity}/${id}`))
  assert.ok(![...about].some((what) => what === `course/${draft.id}` || what.startsWith('message')), [...about].join())
  assert.deepEqual(own.filter(({ entity }) => entity === 'user').map(shown), [`user.updated user/${student.id}`])
  assert.ok(about.has(`course/${open.id}`) && about.has(`course/${gone.id}`))
  for (const one of Object.values(heard)) one.leave()
})

for (const [how, end] of [
  ['signing out', async (_: unknown, own: typeof caller) => own.post('/logout')],
  ['disabling the account', async (user: { id: number }) => caller.put(`/users/${user.id}/disablement`)],
  ['the end of its seven days', async () => crm.clock.forward(hours(24 * 7))],
] as const) {
  test(`a stream ends with its session: ${how}`, async () => {
    const student = await make.student(crm)
    const own = await crm.as(student)
    const heard = await listen(crm, own)
    await pause(250)
    assert.equal(heard.over, false)
    await end(student, own)
    await until(async () => heard.over, 'the end')
    assertRefused(await own.get('/live'), 401, 'authentication_required')
    if (how.includes('seven')) Object.assign(caller, await crm.as(admin))
  })
}

test('a stream of a role that changes hears by the new role at once', async () => {
  const admin = await make.admin(crm)
  const heard = await listen(crm, await crm.as(admin))
  const owner = await crm.as(await make.owner(crm))
  await owner.put(`/users/${admin.id}/role`, { role: 'student' })
  await make.course(crm, { status: 'draft', title: 'Тайный' })
  const changes = await heardUpTo(heard, await markOf(crm))
  const after = changes.slice(changes.findIndex(({ id, type }) => id === admin.id && type === 'user.updated') + 1)
  assert.deepEqual(after.map(shown), [])
  heard.leave()
})

test('without an event stream the same is answered at once, and a place that is no place says so', async () => {
  await crm.settled()
  const from = (await caller.get('/live')).body
  assert.deepEqual({ ...from, position: 0 }, { position: 0, reset: false, more: false, changes: [] })
  const course = await make.course(crm)
  await crm.settled()
  const { body } = await caller.get(`/live?after=${from.position}`)
  assert.deepEqual(body.changes.map(shown), [`course.created course/${course.id}`])
  assert.equal(body.position, body.changes[0].seq)
  assert.deepEqual((await caller.get(`/live?after=${body.position + 5}`)).body, {
    position: body.position,
    reset: true,
    more: false,
    changes: [],
  })
  assert.equal((await caller.send('HEAD', '/live', undefined, { accept: 'text/event-stream' })).status, 200)
})
