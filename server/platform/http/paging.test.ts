import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { make } from '../../test-kit/make.ts'
import { startCrm } from '../../test-kit/start-crm.ts'
import { Invalid } from '../failure.ts'
import { type Mark, pageOf, writeCursor } from './paging.ts'
import { isCleanText } from './strict-json.ts'

const place = fc.oneof(fc.maxSafeInteger(), fc.string({ unit: 'grapheme' }).filter(isCleanText))

test('a cursor leads back to the very place it was written for', () => {
  fc.assert(
    fc.property(place, fc.maxSafeInteger(), (value, id) => {
      const page = pageOf({ cursor: writeCursor({ sort: '-title', value, id }), limit: 7 })
      assert.deepEqual(page, { by: 'cursor', after: { sort: '-title', value, id }, limit: 7 })
    }),
  )
})

test('a cursor survives the address it travels in', () => {
  fc.assert(
    fc.property(place, fc.maxSafeInteger(), (value, id) => {
      const cursor = writeCursor({ sort: 'price', value, id })
      assert.equal(new URLSearchParams(`cursor=${cursor}`).get('cursor'), cursor)
    }),
  )
})

test('whatever else is sent as a cursor is refused with 422 or leads to a place that could be one', () => {
  const forged = fc.json().map((text) => Buffer.from(text).toString('base64url'))
  fc.assert(
    fc.property(fc.oneof(fc.string({ minLength: 1 }), fc.base64String({ minLength: 1 }), forged), (cursor) => {
      try {
        const page = pageOf({ cursor })
        assert.ok(page.by === 'cursor' && Number.isSafeInteger(page.after?.id))
      } catch (error) {
        assert.ok(error instanceof Invalid, String(error))
      }
    }),
    { numRuns: 1000 },
  )
})

const sortsOf = {
  '/courses': { id: 1, '-id': 1, title: 'а', '-title': 'а', price: 1, '-price': 1, created_at: 1, '-created_at': 1 },
  '/users': { id: 1, '-id': 1, name: 'а', '-name': 'а', email: 'a', '-email': 'a', created_at: 1, '-created_at': 1 },
  '/audit': { '-id': 1, id: 1 },
  '/messages': { '-id': 1, id: 1 },
}

test('a cursor of another order, or forged with a value of another kind, is refused with 422 by every list', async () => {
  const crm = await startCrm()
  const owner = await crm.as(await make.owner(crm))
  for (const [path, values] of Object.entries(sortsOf)) {
    const status = async (sort: string, mark: Mark) =>
      (await owner.get(`${path}?sort=${sort}&cursor=${writeCursor(mark)}`)).status
    for (const [sort, value] of Object.entries(values)) {
      const wrong = typeof value === 'string' ? 1 : '1'
      assert.equal(await status(sort, { sort, value, id: 1 }), 200, `${path} ${sort}`)
      assert.equal(await status(sort, { sort, value: wrong, id: 1 }), 422, `${path} ${sort} with the wrong kind`)
      for (const other of Object.keys(values).filter((name) => name !== sort))
        assert.equal(await status(sort, { sort: other, value, id: 1 }), 422, `${path} ${sort} after ${other}`)
    }
  }
})

test('the largest numbers and texts that a cursor can hold lead to a page on every database', async () => {
  const crm = await startCrm()
  await make.course(crm)
  const texts = fc.string({ unit: 'grapheme', maxLength: 400 }).filter(isCleanText)
  const anywhere = fc.oneof(
    fc.record({ sort: fc.constantFrom('price', '-price'), value: fc.maxSafeInteger(), id: fc.maxSafeInteger() }),
    fc.record({ sort: fc.constantFrom('title', '-title'), value: texts, id: fc.maxSafeInteger() }),
  )
  await fc.assert(
    fc.asyncProperty(anywhere, async (mark) => {
      const answer = await crm.anonymous.get(`/courses?sort=${mark.sort}&cursor=${writeCursor(mark)}`)
      assert.equal(answer.status, 200, answer.text)
    }),
  )
})

test('every row is on exactly one page, by skip and by cursor, in any order and with any limit', async () => {
  const crm = await startCrm()
  const titles = ['Ёлка', 'ель', 'Ель', 'ёж', 'яблоко', 'Zebra', 'apple', 'Apple', '日本', '😀😀😀', 'ель', 'ель']
  for (const [at, title] of titles.entries()) await make.course(crm, { title: `${title} --`, price: at % 3 })
  const sorts = fc.constantFrom('id', '-id', 'title', '-title', 'price', '-price', 'created_at', '-created_at')
  const start = fc.constantFrom('skip=0', 'cursor=')
  await fc.assert(
    fc.asyncProperty(sorts, fc.integer({ min: 1, max: 13 }), start, async (sort, limit, from) => {
      const whole = (await crm.anonymous.get(`/courses?sort=${sort}&limit=1000`)).body as { id: number }[]
      const ids: number[] = []
      for (let next: string | undefined = `/courses?sort=${sort}&limit=${limit}&${from}`; next; ) {
        const page = await crm.anonymous.get(next)
        assert.equal(page.status, 200, page.text)
        assert.ok(page.body.length <= limit)
        ids.push(...page.body.map(({ id }: { id: number }) => id))
        next = /^<([^>]+)>; rel="next"$/.exec(String(page.headers['link'] ?? ''))?.[1]
      }
      assert.deepEqual(
        ids,
        whole.map(({ id }) => id),
      )
      assert.equal(new Set(ids).size, titles.length)
    }),
    { numRuns: 60 },
  )
})
