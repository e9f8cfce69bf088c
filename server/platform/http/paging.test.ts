import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { make } from '../../test-kit/make.ts'
import { startCrm } from '../../test-kit/start-crm.ts'
import { Invalid } from '../failure.ts'
import { pageOf, writeCursor } from './paging.ts'
import { isCleanText } from './strict-json.ts'

const place = fc.oneof(fc.maxSafeInteger(), fc.string({ unit: 'grapheme' }).filter(isCleanText))

test('a cursor leads back to the very place it was written for', () => {
  fc.assert(
    fc.property(place, fc.maxSafeInteger(), (value, id) => {
      const page = pageOf({ cursor: writeCursor({ value, id }), limit: 7 })
      assert.deepEqual(page, { by: 'cursor', after: { value, id }, limit: 7 })
    }),
  )
})

test('a cursor survives the address it travels in', () => {
  fc.assert(
    fc.property(place, fc.maxSafeInteger(), (value, id) => {
      const cursor = writeCursor({ value, id })
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
