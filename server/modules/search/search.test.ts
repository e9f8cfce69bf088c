import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SearchGroup } from '#contract/http/search.ts'
import type { Caller } from '../../test-kit/caller.ts'
import { make } from '../../test-kit/make.ts'
import { assertInvalid, assertRefused } from '../../test-kit/refusals.ts'
import { startCrm } from '../../test-kit/start-crm.ts'

const crm = await startCrm()
const owner = await make.owner(crm, { name: 'Ольга Хозяйкина', email: 'owner@example.com' })
const ivanov = await make.student(crm, { name: 'Иван Иванов', email: 'vanya@example.com' })
const teacher = await make.teacher(crm, { name: 'Татьяна Иванченко', email: 'tatyana@example.com' })
const python = await make.course(crm, { title: 'Python для начинающих', description: null })
const draft = await make.course(crm, { title: 'Python для опытных', description: null, status: 'draft' })
const admin = await crm.as(owner)
await crm.settled()

async function found(caller: Caller, q: string): Promise<Record<string, SearchGroup['hits']>> {
  const answer = await caller.get(`/search?q=${encodeURIComponent(q)}`)
  assert.equal(answer.status, 200, answer.text)
  return Object.fromEntries(answer.body.groups.map(({ kind, hits }: SearchGroup) => [kind, hits]))
}
const ids = (hits: SearchGroup['hits'] = []) => hits.map(({ id }) => id).sort((a, b) => a - b)

test('one word finds people, courses, what happened to them and what was written to them', async () => {
  const people = await found(admin, 'иванов')
  assert.deepEqual(people['user'], [
    { id: ivanov.id, title: 'Иван Иванов', detail: 'vanya@example.com', status: 'active' },
  ])
  assert.equal(people['course'], undefined)
  assert.ok(people['event']!.some(({ title, detail }) => title === 'user.created' && detail.endsWith(`${ivanov.id}`)))
  assert.ok(people['audit']!.every(({ detail }) => detail === `user/${ivanov.id}`))
  assert.deepEqual(
    people['message']!.map(({ detail }) => detail),
    ['vanya@example.com'],
  )
  const courses = await found(admin, 'нач pyth')
  assert.deepEqual(ids(courses['course']), [python.id])
  assert.ok(courses['event']!.some(({ title }) => title === 'course.created'))
})

test('a wrong keyboard layout and another alphabet find the same', async () => {
  for (const q of ['bdfyjd', 'ivanov', 'BDFYJD', 'Ivanov Ivan'])
    assert.deepEqual(ids((await found(admin, q))['user']), [ivanov.id], q)
  for (const q of ['tatyana', 'nfnmzyf']) assert.deepEqual(ids((await found(admin, q))['user']), [teacher.id], q)
  for (const q of ['знерщт', 'python'])
    assert.deepEqual(ids((await found(admin, q))['course']), [python.id, draft.id], q)
})

test('a number, an id and a type name their record', async () => {
  const [created] = (await crm.events('course.created')).filter(({ key }) => key === String(python.id))
  assert.equal((await found(admin, `#${created!.seq}`))['event']![0]!.id, created!.seq)
  assert.deepEqual(ids((await found(admin, created!.id))['event']), [created!.seq])
  assert.ok((await found(admin, 'course.created'))['event']!.every(({ title }) => title === 'course.created'))
  assert.equal((await found(admin, String(ivanov.id)))['user']![0]!.id, ivanov.id)
})

test('a whole e-mail names its account alone, in any letter case, and only to whoever may list it', async () => {
  assert.deepEqual(ids((await found(admin, ' Vanya@Example.com '))['user']), [ivanov.id])
  assert.equal((await found(admin, 'vanya@example'))['user']?.[0]?.id, ivanov.id)
  assert.deepEqual(await found(await crm.as(ivanov), 'tatyana@example.com'), {})
})

test('nobody finds what their own lists would not show', async () => {
  const student = await crm.as(ivanov)
  assert.deepEqual(Object.keys(await found(student, 'иван')), [])
  assert.deepEqual(ids((await found(student, 'python'))['course']), [python.id])
  assert.deepEqual(Object.keys(await found(student, String(python.id))), ['course'])
  assert.equal((await found(student, String(draft.id)))['course'], undefined)
  const manager = await crm.as(await make.manager(crm))
  const some = await found(manager, 'иван')
  assert.deepEqual([Object.keys(some), ids(some['user'])], [['user'], [ivanov.id]])
  assert.equal((await found(manager, String(teacher.id)))['user'], undefined)
  assertRefused(await crm.anonymous.get('/search?q=python'), 401, 'authentication_required')
})

test('the answer is bounded, and what names nothing finds nothing', async () => {
  for (let n = 0; n < 8; n++) await make.student(crm, { name: `Мария Одинакова ${n}` })
  assert.equal((await found(admin, 'одинакова'))['user']!.length, 5)
  assert.equal((await admin.get('/search?q=mariya&limit=7')).body.groups[0].hits.length, 7)
  for (const q of ['%', '***', ' ', "'; drop table users"]) assert.deepEqual(await found(admin, q), {}, q)
  for (const query of ['q=', 'limit=3', 'q=a&limit=0', 'q=a&limit=21', `q=${'a'.repeat(201)}`])
    assertInvalid(
      await admin.get(`/search?${query}`),
      `query.${query.includes('limit=') && query !== 'limit=3' ? 'limit' : 'q'}`,
    )
})
