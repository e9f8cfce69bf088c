import assert from 'node:assert/strict'
import { test } from 'node:test'
import { make } from '../../test-kit/make.ts'
import { assertInvalid, assertRefused } from '../../test-kit/refusals.ts'
import { type Crm, startCrm } from '../../test-kit/start-crm.ts'

const contractFields = ['id', 'email', 'name', 'age', 'is_admin', 'role', 'created_at']
const names = (answer: { body: { name: string }[] }) => answer.body.map(({ name }) => name)

test('an account is shown with the fields of the contract first, its version as ETag, and what the viewer may do', async () => {
  const crm = await startCrm()
  const student = await make.student(crm)
  const admin = await crm.as(await make.admin(crm))
  const answer = await admin.get(`/users/${student.id}`)
  assert.equal(answer.status, 200)
  for (const field of contractFields) assert.ok(field in answer.body, field)
  assert.deepEqual(answer.body.can, {
    update: true,
    disable: true,
    enable: false,
    change_role: false,
    end_sessions: true,
  })
  assert.equal(answer.headers['etag'], '"1"')
  const self = await (await crm.as(student)).get(`/users/${student.id}`)
  assert.deepEqual(self.body.can, {
    update: true,
    disable: false,
    enable: false,
    change_role: false,
    end_sessions: true,
  })
})

test('an account that does not exist, one that may not be known, and every id beyond the range have clear answers', async () => {
  const crm = await startCrm()
  const owner = await make.owner(crm)
  const [student, manager] = [await crm.as(await make.student(crm)), await crm.as(await make.manager(crm))]
  const asOwner = await crm.as(owner)
  assertRefused(await asOwner.get('/users/99999'), 404, 'user_not_found', 'Пользователь не найден')
  assertRefused(await student.get(`/users/${owner.id}`), 404, 'user_not_found', 'Пользователь не найден')
  assertRefused(await manager.get(`/users/${owner.id}`), 404, 'user_not_found')
  assertRefused(await crm.anonymous.get('/users/1'), 401, 'authentication_required', 'Требуется аутентификация')
  for (const id of ['0', '-1', 'abc', '1.5', '99999999999999999999', '٣'])
    assertInvalid(await asOwner.get(`/users/${encodeURIComponent(id)}`), 'path.id')
})

test('the list holds plain accounts without what belongs to one alone, the total and the way on', async () => {
  const crm = await startCrm()
  await school(crm)
  const owner = await crm.as(await make.owner(crm))
  const answer = await owner.get('/users?skip=1&limit=2')
  assert.deepEqual(names(answer), ['Елена Орлова', 'Ёлкин Пётр'])
  assert.equal(answer.headers['x-total-count'], '5')
  assert.equal(answer.headers['link'], '</users?skip=3&limit=2>; rel="next"')
  assert.ok(answer.body.every((user: object) => !('can' in user) && !('password_hash' in user)))
  const last = await owner.get('/users?skip=3&limit=2')
  assert.equal(last.headers['link'], undefined)
  const beyond = await owner.get('/users?skip=100')
  assert.deepEqual([beyond.body, beyond.headers['x-total-count'], beyond.headers['link']], [[], '5', undefined])
})

test('accounts are found by the beginnings of words of name or e-mail, ё as е, and nothing is a wildcard', async () => {
  const crm = await startCrm()
  await school(crm)
  const owner = await crm.as(await make.owner(crm, { name: 'Владелец' }))
  const found = async (q: string) => names(await owner.get(`/users?q=${encodeURIComponent(q)}`))
  assert.deepEqual(await found('елк'), ['Ёлкин Пётр'])
  assert.deepEqual(await found('ПЕТР ёлкин'), ['Ёлкин Пётр'])
  assert.deepEqual(await found('anna@school'), ['Анна Ким'])
  assert.deepEqual(await found('лкин'), [])
  assert.deepEqual(await found('Анна Орлова'), [])
  for (const wildcard of ['Анн%', '%нна', 'А_на', "' or 1=1 --"]) {
    assert.ok(
      (await found(wildcard)).every((name) => wildcard === 'Анн%' && name === 'Анна Ким'),
      wildcard,
    )
  }
})

test('filters by role and status and the order of names hold together', async () => {
  const crm = await startCrm()
  const [anna] = await school(crm)
  const owner = await crm.as(await make.owner(crm, { name: 'Владелец' }))
  await owner.put(`/users/${anna!.id}/disablement`)
  assert.deepEqual(names(await owner.get('/users?sort=name')), [
    'Анна Ким',
    'Владелец',
    'Елена Орлова',
    'Ёлкин Пётр',
    'Жанна Яр',
  ])
  assert.deepEqual(names(await owner.get('/users?sort=-name&role=student&status=active')), [
    'Ёлкин Пётр',
    'Елена Орлова',
  ])
  assert.deepEqual(names(await owner.get('/users?status=disabled')), ['Анна Ким'])
  for (const query of [
    'role=boss',
    'status=gone',
    'sort=password_hash',
    'sort=(select 1)',
    'limit=0',
    'limit=1001',
    'limit=abc',
    'skip=-1',
  ]) {
    assertInvalid(await owner.get(`/users?${encodeURI(query)}`), `query.${query.split('=')[0]}`)
  }
})

test('a manager finds students only: by id, in the list, in its total, in search and by filter', async () => {
  const crm = await startCrm()
  await school(crm)
  const owner = await make.owner(crm, { name: 'Тайный Владелец' })
  const manager = await crm.as(await make.manager(crm, { name: 'Менеджер' }))
  const list = await manager.get('/users')
  assert.deepEqual(names(list), ['Анна Ким', 'Елена Орлова', 'Ёлкин Пётр'])
  assert.equal(list.headers['x-total-count'], '3')
  const hidden = [
    `/users?q=${encodeURI('Тайный')}`,
    '/users?role=owner',
    '/users?role=teacher',
    `/users?q=${encodeURIComponent(owner.email)}`,
  ]
  for (const path of hidden) {
    const answer = await manager.get(path)
    assert.deepEqual([answer.body, answer.headers['x-total-count']], [[], '0'], path)
  }
  assert.deepEqual(names(await manager.get('/users?cursor=&limit=1000&sort=-name')).length, 3)
})

async function school(crm: Crm) {
  return [
    await make.student(crm, { name: 'Анна Ким', email: 'anna@school.example' }),
    await make.student(crm, { name: 'Елена Орлова', email: 'elena@school.example' }),
    await make.student(crm, { name: 'Ёлкин Пётр', email: 'petr@school.example' }),
    await make.teacher(crm, { name: 'Жанна Яр', email: 'zhanna@school.example' }),
  ]
}
