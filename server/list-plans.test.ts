import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeCommon } from '#platform/db/testing/make-common.ts'
import { writeCursor } from '#platform/http/paging.ts'
import { fillLists } from './test-kit/fill-lists.ts'
import { make } from './test-kit/make.ts'
import { startCrm } from './test-kit/start-crm.ts'
import { costlySteps, recordStatements } from './test-kit/statement-plans.ts'

const sent = recordStatements()
/** Enough that a planner of statistics prefers an index to the whole table. */
const sizes = { users: 10_000, courses: 5_000, events: 20_000 }

const filters = {
  '/courses': ['', 'status=draft', 'q=1234', 'q=python 1234', 'status=published&q=1234'],
  '/users': ['', 'role=student', 'status=active', 'role=student&status=active', 'q=1234', 'role=student&q=мария 1234'],
}
const day = Date.UTC(2026, 0, 3)
const places = {
  '/courses': { id: 1_000_500, title: 'живопись', status: 'draft', price: 5000, created_at: day, updated_at: day },
  '/users': {
    ...{ id: 1_000_500, name: 'мария', email: 'listed5', created_at: day, updated_at: day },
    ...{ role: 'student', status: 'active', age: 20 },
  },
}
const eventFilters = ['', 'topic=user-events', 'type=user.updated', 'key=1000005', 'key=1000005&type=user.updated']

test('no page of a list sorts rows or reads a whole table', async () => {
  const crm = await startCrm()
  const owner = await make.owner(crm)
  await crm.settled()
  await fillLists(crm.db, sizes)
  const staff = await crm.as(owner)
  const read = async (path: string) => {
    const answer = await staff.get(encodeURI(path))
    assert.equal(answer.status, 200, answer.text)
    return answer.body as unknown[]
  }
  sent.clear()
  for (const path of ['/courses', '/users'] as const)
    for (const filter of filters[path])
      for (const [name, value] of Object.entries(places[path]))
        for (const sort of [name, `-${name}`])
          for (const page of ['', 'skip=1', 'cursor=', `cursor=${writeCursor({ sort, value, id: 1_000_500 })}`])
            await read(`${path}?${filter}&sort=${sort}&limit=5&${page}`)
  for (const filter of eventFilters)
    for (const after of ['', `&after=${Buffer.from('seq:9000').toString('base64url')}`])
      for (const order of ['', '&order=desc'])
        assert.ok((await read(`/events?${filter}&limit=5${after}${order}`)).length > 0, filter)
  for (const q of ['1234', 'мария 1234', 'python']) await read(`/search?q=${q}`)
  const isPage = /^select .* from ["`](courses|users|events)["`] .*limit/
  const pages = [...sent.values()].filter(({ sql }) => isPage.test(sql) && !sql.includes('is null'))
  assert.ok(pages.length > 80, `${pages.length} pages were looked at`)
  for (const page of pages) assert.deepEqual(await costlySteps(crm.db, page), [], page.sql)

  sent.clear()
  await crm.db.inTransaction((tx) => makeCommon(tx, 'user', ['example', 'com']), { patient: true })
  for (const sort of Object.keys(places['/users']))
    for (const filter of ['q=example', 'role=student&q=example com', 'q=example&cursor='])
      await read(`/users?${filter}&sort=${sort}&limit=5`)
  await read('/search?q=example')
  const common = [...sent.values()].filter(({ sql }) => sql.includes('found_by') && sql.includes('limit'))
  assert.ok(common.length > 15, `${common.length} pages of common words were looked at`)
  // so small a table PostgreSQL reads at once rather than row by row
  if (crm.db.dialect === 'postgres') return
  for (const page of common) assert.deepEqual(await costlySteps(crm.db, page), [], page.sql)
})
