import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asked, school } from './test-kit/filtered-school.ts'
import { make } from './test-kit/make.ts'
import { assertInvalid } from './test-kit/refusals.ts'
import { startCrm } from './test-kit/start-crm.ts'

test('people are filtered by every kind of field, alone and in groups of all and any', async () => {
  const { staff } = await school()
  const found = async (where: unknown) => {
    const answer = await staff.get(`/users?sort=id&${asked(where)}`)
    assert.equal(answer.status, 200, answer.text)
    assert.equal(answer.headers['x-total-count'], String(answer.body.length))
    return answer.body.map(({ name }: { name: string }) => name.replace(/ .*/, '').slice(0, 6)).join(' ')
  }
  assert.equal(await found(['name', 'begins', 'ЁЛКИН']), 'Ёлкина елкин')
  assert.equal(await found(['name', 'contains', '%']), 'Петров')
  assert.equal(await found(['name', 'contains', '_']), 'Пётр_И')
  assert.equal(await found(['name', 'is', 'вера']), 'Вера')
  assert.equal(await found(['email', 'is', 'BOSS@example.com']), 'Ирина')
  assert.equal(await found(['age', 'lt', 18]), 'Ёлкина')
  assert.equal(await found(['age', 'gte', 41]), 'Пётр_И')
  assert.equal(await found(['age', 'empty']), 'Ирина Вера')
  assert.equal(await found(['age', 'not', 17]), 'Ирина елкин Петров Пётр_И Вера', 'no age is another one too')
  assert.equal(await found(['role', 'in', ['teacher', 'manager']]), 'Петров Вера')
  assert.equal(await found(['role', 'not_in', ['student', 'owner']]), 'Петров Вера')
  assert.equal(await found(['created_at', 'since', '2026-03-02T00:00:00Z']), '')
  assert.equal(await found(['created_at', 'last_days', 1]), 'Ирина Ёлкина елкин Петров Пётр_И Вера')
  assert.equal(
    await found({
      any: [
        ['age', 'lte', 17],
        ['role', 'is', 'teacher'],
      ],
    }),
    'Ёлкина Петров',
  )
  const nested = {
    all: [
      ['role', 'is', 'student'],
      {
        any: [
          ['age', 'is', 18],
          {
            all: [
              ['age', 'gt', 40],
              ['id', 'gt', 1],
            ],
          },
        ],
      },
    ],
  }
  assert.equal(await found(nested), 'елкин Пётр_И')
})

test('courses are filtered by price as it is written, and what the viewer may not know of stays out of it', async () => {
  const crm = await startCrm()
  await make.course(crm, { title: 'Дёшево', price: '0.10' })
  await make.course(crm, { title: 'Дорого', price: 5000 })
  await make.course(crm, { title: 'Черновик', price: 5000, status: 'draft' })
  const titles = async (where: unknown) =>
    (await crm.anonymous.get(`/courses?${asked(where)}`)).body.map(({ title }: { title: string }) => title)
  assert.deepEqual(await titles(['price', 'is', 0.1]), ['Дёшево'])
  assert.deepEqual(await titles(['price', 'gt', '0.10']), ['Дорого'])
  assert.deepEqual(
    await titles({
      any: [
        ['status', 'is', 'draft'],
        ['title', 'is', 'черновик'],
      ],
    }),
    [],
  )
  assert.deepEqual(await titles(['currency', 'in', ['RUB', 'USD']]), ['Дёшево', 'Дорого'])
})

test('a filter that is none is refused at the place where it goes wrong, whatever it is', async () => {
  const { staff } = await school()
  const deep = { all: [{ any: [{ all: [{ any: [['age', 'is', 1]] }] }] }] }
  const refused: [where: unknown, place: string][] = [
    ['{', ''],
    ['{"all":[],"all":[]}', ''],
    ['null', ''],
    ['"role"', ''],
    ['"\\u0000"', ''],
    [{}, ''],
    [{ all: [['age', 'is', 1]], any: [['age', 'is', 1]] }, ''],
    [{ none: [['age', 'is', 1]] }, ''],
    [{ all: [] }, '.all'],
    [{ all: 'age' }, '.all'],
    [['password_hash', 'begins', '$'], '.0'],
    [['__proto__', 'is', 1], '.0'],
    [[['age'], 'is', 1], '.0'],
    [['age', 'like', 1], '.1'],
    [['age', 'contains', '1'], '.1'],
    [['name', 'empty'], '.1'],
    [['age', 'empty', 1], ''],
    [['age', 'is'], ''],
    [['age', 'is', 1, 2], ''],
    [['age', 'is', '1'], '.2'],
    [['age', 'is', 1.5], '.2'],
    [['age', 'is', null], '.2'],
    ['["age","is",1e400]', '.2'],
    [['role', 'is', 'Teacher'], '.2'],
    [['role', 'in', []], '.2'],
    [['role', 'in', 'student'], '.2'],
    [['role', 'in', ['student', 'gone']], '.2.1'],
    [['role', 'in', Array(51).fill('student')], '.2'],
    [['name', 'begins', ''], '.2'],
    [['name', 'begins', ' '], '.2'],
    [['name', 'begins', 'x'.repeat(201)], '.2'],
    [['created_at', 'since', '2026-02-30T00:00:00Z'], '.2'],
    [['created_at', 'since', '2026-02-20'], '.2'],
    [['created_at', 'last_days', 0], '.2'],
    [['created_at', 'last_days', 3661], '.2'],
    [{ all: [['age', 'is', 1], { any: [['age', 'is', 'x']] }] }, '.all.1.any.0.2'],
    [{ all: Array(21).fill(['age', 'is', 1]) }, '.all.20'],
    [deep, '.all.0.any.0.all.0'],
    ['x'.repeat(4001), ''],
  ]
  for (const [where, place] of refused) {
    for (const path of ['/users?', '/users/facets?fields=role&'])
      assertInvalid(await staff.get(`${path}${asked(where)}`), `query.where${place}`)
  }
  for (const fields of ['', 'name', 'role,', 'role,password_hash', 'role role'])
    assertInvalid(await staff.get(`/users/facets?fields=${encodeURIComponent(fields)}`), 'query.fields')
})
