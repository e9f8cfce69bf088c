import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { courseSorts } from '#contract/http/courses.ts'
import { make } from '../../test-kit/make.ts'
import { startCrm } from '../../test-kit/start-crm.ts'

const crm = await startCrm()
const sortable = {
  title: fc.constantFrom('Азбука', 'азбука', 'Ёж', 'еж', 'Яма'),
  price: fc.integer({ min: 0, max: 3 }),
}
const wave = fc.array(fc.record(sortable), { minLength: 0, maxLength: 6 })

test('a walk by cursor shows every course that was there exactly once, in order, whatever is added on the way', async () => {
  const property = fc.asyncProperty(
    wave,
    wave,
    fc.constantFrom(...courseSorts),
    fc.integer({ min: 1, max: 4 }),
    fc.integer({ min: 1, max: 1000 }),
    async (there, added, sort, limit, tag) => {
      // A word of its own keeps each run apart from the others.
      const word = `прогон${tag}x${Math.random().toString(36).slice(2)}`
      const add = (courses: typeof there) =>
        Promise.all(courses.map((course) => make.course(crm, { ...course, description: word })))
      const before = (await add(there)).map(({ id }) => id)
      const coming = [...added]
      const seen: { id: number; title: string; price: number }[] = []
      for (let path: string | undefined = `/courses?q=${encodeURI(word)}&sort=${sort}&limit=${limit}&cursor=`; path; ) {
        const answer = await crm.anonymous.get(path)
        seen.push(...answer.body)
        assert.ok(seen.length <= there.length + added.length, 'the walk does not end')
        await add(coming.splice(0, 1))
        path = /^<([^>]+)>/.exec(String(answer.headers['link'] ?? ''))?.[1]
      }
      const ids = seen.map(({ id }) => id)
      assert.equal(new Set(ids).size, ids.length, 'a course was shown twice')
      for (const id of before) assert.ok(ids.includes(id), 'a course was missed')
      assertSorted(seen, sort)
    },
  )
  await fc.assert(property, { numRuns: 40 })
})

type Shown = { id: number; title: string; price: number }

/** By the wished field, equals by id in the same direction; dictionary order for titles. */
function assertSorted(rows: readonly Shown[], sort: string): void {
  const sign = sort.startsWith('-') ? -1 : 1
  const keyOf = {
    id: ({ id }: Shown) => id,
    title: ({ title }: Shown) => title.toLowerCase().replaceAll('ё', 'е'),
    price: ({ price }: Shown) => price,
    status: () => 0,
    created_at: () => 0,
    updated_at: () => 0,
  }
  const key = keyOf[sort.replace('-', '') as keyof typeof keyOf]
  const compare = (a: Shown, b: Shown) => sign * (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.id - b.id)
  assert.deepEqual(
    rows.map(({ id }) => id),
    rows.toSorted(compare).map(({ id }) => id),
  )
}
