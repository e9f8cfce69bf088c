import assert from 'node:assert/strict'
import { test } from 'node:test'
import { make } from '../../test-kit/make.ts'
import { assertInvalid } from '../../test-kit/refusals.ts'
import { type Crm, startCrm } from '../../test-kit/start-crm.ts'

type Listed = { body: { id: number; title: string; price: number; status: string }[]; headers: Record<string, unknown> }
const titles = (answer: Listed) => answer.body.map(({ title }) => title)

test('strangers and students find published courses only: by id, in the list, its total, search, filter and cursor', async () => {
  const crm = await startCrm()
  const hidden = await shelf(crm)
  for (const caller of [crm.anonymous, await crm.as(await make.student(crm))]) {
    const list = await caller.get('/courses')
    assert.deepEqual(titles(list), ['Python для начинающих', 'Ёлка и другие деревья'])
    assert.equal(list.headers['x-total-count'], '2')
    assert.equal(titles(await caller.get('/courses?cursor=&limit=1000')).length, 2)
    for (const path of ['/courses?status=draft', '/courses?status=archived', `/courses?q=${encodeURI('тайный')}`]) {
      const answer = await caller.get(path)
      assert.deepEqual([answer.body, answer.headers['x-total-count']], [[], '0'], path)
    }
    for (const { id } of hidden) assert.equal((await caller.get(`/courses/${id}`)).status, 404)
  }
})

test('staff find every course; the list is plain, with the fields of the contract', async () => {
  const crm = await startCrm()
  await shelf(crm)
  const teacher = await crm.as(await make.teacher(crm))
  const list = await teacher.get('/courses')
  assert.deepEqual([list.body.length, list.headers['x-total-count']], [4, '4'])
  for (const field of ['id', 'title', 'description', 'price', 'currency', 'status', 'created_at'])
    assert.ok(field in list.body[0], field)
  assert.ok(!('can' in list.body[0]))
  assert.deepEqual(titles(await teacher.get('/courses?status=draft')), ['Тайный черновик'])
})

test('the total counts what was made and hidden a moment ago', async () => {
  const crm = await startCrm()
  const admin = await crm.as(await make.admin(crm))
  const total = async () => (await crm.anonymous.get('/courses?limit=1')).headers['x-total-count']
  assert.equal(await total(), '0')
  const { id } = (await admin.post('/courses', { title: 'Новый', price: 1 })).body
  assert.equal(await total(), '1')
  await admin.post('/courses', { title: 'Черновик', price: 1, status: 'draft' })
  assert.equal(await total(), '1')
  await admin.put(`/courses/${id}/archive`)
  assert.equal(await total(), '0')
})

test('courses are found by the beginnings of words of title or description, ё as е, and nothing is a wildcard', async () => {
  const crm = await startCrm()
  await shelf(crm)
  const found = async (q: string) => titles(await crm.anonymous.get(`/courses?q=${encodeURIComponent(q)}`))
  assert.deepEqual(await found('елк'), ['Ёлка и другие деревья'])
  assert.deepEqual(await found('ЁЛК'), ['Ёлка и другие деревья'])
  assert.deepEqual(await found('python нач'), ['Python для начинающих'])
  assert.deepEqual(await found('хвойные'), ['Ёлка и другие деревья'])
  assert.deepEqual(await found('ython'), [])
  for (const wildcard of ['P%thon', 'P_thon', '_ython', "x' or 'a'='a"])
    assert.deepEqual(await found(wildcard), [], wildcard)
})

test('titles sort as in a dictionary, prices as numbers, and equals by their number', async () => {
  const crm = await startCrm()
  for (const [title, price] of [
    ['Яблоко', 20],
    ['Ёлка', 100],
    ['елань', 100],
    ['Ель', 3],
  ] as const)
    await make.course(crm, { title, price })
  const sorted = async (sort: string) => titles(await crm.anonymous.get(`/courses?sort=${sort}`))
  assert.deepEqual(await sorted('title'), ['елань', 'Ёлка', 'Ель', 'Яблоко'])
  assert.deepEqual(await sorted('-title'), ['Яблоко', 'Ель', 'Ёлка', 'елань'])
  assert.deepEqual(await sorted('price'), ['Ель', 'Яблоко', 'Ёлка', 'елань'])
  assert.deepEqual(await sorted('-price'), ['елань', 'Ёлка', 'Яблоко', 'Ель'])
  assert.deepEqual(await sorted('-id'), ['Ель', 'елань', 'Ёлка', 'Яблоко'])
  assert.deepEqual(await sorted('created_at'), ['Яблоко', 'Ёлка', 'елань', 'Ель'])
})

test('pages beyond their bounds, unknown orders and foreign cursors are refused', async () => {
  const crm = await startCrm()
  for (const query of [
    'limit=0',
    'limit=1001',
    'limit=1e2',
    'limit=-1',
    'skip=-1',
    'skip=1.5',
    'sort=secret',
    'status=gone',
    'cursor=abc',
    'cursor=W10',
  ]) {
    assertInvalid(await crm.anonymous.get(`/courses?${query}`), `query.${query.split('=')[0]}`)
  }
  assert.equal((await crm.anonymous.get('/courses?limit=1000&skip=9007199254740991')).status, 200)
})

test('the way on leads from page to page with every parameter kept, and ends', async () => {
  const crm = await startCrm()
  for (let n = 0; n < 5; n++) await make.course(crm, { title: `Курс ${n}` })
  const walk = async (first: string) => {
    const pages: string[][] = []
    for (let path: string | undefined = first; path; ) {
      const answer = await crm.anonymous.get(path)
      pages.push(titles(answer))
      path = /^<(\/courses\?[^>]+)>; rel="next"$/.exec(String(answer.headers['link'] ?? ''))?.[1]
    }
    return pages
  }
  const byTwo = [['Курс 4', 'Курс 3'], ['Курс 2', 'Курс 1'], ['Курс 0']]
  assert.deepEqual(await walk('/courses?sort=-title&limit=2&status=published'), byTwo)
  assert.deepEqual(await walk('/courses?sort=-title&limit=2&status=published&cursor='), byTwo)
  assert.deepEqual(await walk('/courses?limit=5'), [['Курс 0', 'Курс 1', 'Курс 2', 'Курс 3', 'Курс 4']])
  const byCursor = await crm.anonymous.get('/courses?cursor=&limit=2')
  assert.equal(byCursor.headers['x-total-count'], undefined)
})

/** Two published courses, a draft and an archived one; returns what is not published. */
async function shelf(crm: Crm) {
  await make.course(crm)
  await make.course(crm, { title: 'Ёлка и другие деревья', description: 'Хвойные и лиственные' })
  return [
    await make.course(crm, { title: 'Тайный черновик', status: 'draft' }),
    await make.course(crm, { title: 'Тайный архив', status: 'archived' }),
  ]
}
