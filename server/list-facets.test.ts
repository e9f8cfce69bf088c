import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asked, school } from './test-kit/filtered-school.ts'
import { make } from './test-kit/make.ts'

test('a facet counts what each value would leave, were its own field not filtered, and nothing one may not see', async () => {
  const { crm, staff } = await school()
  const countsOf = async (caller: typeof staff, query: string) =>
    Object.fromEntries(
      (await caller.get(query)).body.map(({ field, values }: Facet) => [
        field,
        values.map(({ value, count }) => `${value} ${count}`).join(),
      ]),
    )
  const everybody = await countsOf(staff, '/users/facets?fields=role,status')
  assert.deepEqual(everybody, { role: 'student 3,manager 1,owner 1,teacher 1', status: 'active 6' })
  const adults = `/users/facets?fields=role,status&${asked({
    all: [
      ['age', 'gte', 18],
      ['role', 'is', 'teacher'],
    ],
  })}`
  assert.deepEqual(await countsOf(staff, adults), { role: 'student 2,teacher 1', status: 'active 1' })
  assert.deepEqual(await countsOf(staff, '/users/facets?fields=role,status&role=manager'), {
    role: 'student 3,manager 1,owner 1,teacher 1',
    status: 'active 1',
  })
  const manager = await crm.as(await make.manager(crm))
  assert.deepEqual(await countsOf(manager, '/users/facets?fields=role'), { role: 'student 3' })
  await make.course(crm, { status: 'draft' })
  assert.deepEqual((await crm.anonymous.get('/courses/facets?fields=status')).body, [{ field: 'status', values: [] }])
})

test('a walk by cursor over a column that may be empty shows everybody once, both ways', async () => {
  const { crm, staff } = await school()
  for (let n = 0; n < 5; n++) await make.user(crm, { age: n % 2 ? null : 30 })
  for (const sort of ['age', '-age', 'role', '-status', 'updated_at', '-email']) {
    const ids: number[] = []
    for (let path: string | undefined = `/users?sort=${sort}&limit=2&cursor=`; path; ) {
      const answer = await staff.get(path)
      ids.push(...answer.body.map(({ id }: { id: number }) => id))
      assert.ok(ids.length <= 11, 'the walk does not end')
      path = /^<([^>]+)>/.exec(String(answer.headers['link'] ?? ''))?.[1]
    }
    const page = (await staff.get(`/users?sort=${sort}`)).body.map(({ id }: { id: number }) => id)
    assert.deepEqual(ids, page, sort)
    assert.equal(new Set(ids).size, 11, sort)
  }
})

test('the audit trail and the messages are filtered, sorted and counted the same way', async () => {
  const { crm, staff } = await school()
  await crm.settled()
  const rows = async (path: string) => (await staff.get(path)).body
  const created = await rows(`/audit?${asked(['action', 'is', 'user.created'])}`)
  assert.equal(created.length, 6)
  assert.equal(
    (
      await rows(
        `/audit?${asked({
          all: [
            ['actor_id', 'filled'],
            ['action', 'is', 'user.logged_in'],
            ['object', 'begins', 'user/'],
          ],
        })}`,
      )
    ).length,
    1,
  )
  const objects = (await rows('/audit?sort=object')).map(({ object }: { object: string }) => object)
  assert.deepEqual(objects, objects.toSorted())
  const [actions] = await rows('/audit/facets?fields=action')
  assert.ok(actions.values.some(({ value, count }: Facet['values'][number]) => value === 'user.created' && count === 6))
  assert.equal((await rows(`/messages?${asked(['to', 'contains', 'BOSS'])}&sort=subject`)).length, 1)
  assert.deepEqual(await rows('/messages/facets?fields=status'), [
    { field: 'status', values: [{ value: 'stored', count: 6 }] },
  ])
})

type Facet = { field: string; values: { value: string | null; count: number }[] }
