import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Failure } from '#platform/failure.ts'
import { archive, type Course, change, type Decision, publish, restore } from './course-rules.ts'

const now = new Date('2026-03-01T12:00:00Z')
const moves = { publish, archive, restore }
const statuses = ['draft', 'published', 'archived'] as const

const courses: fc.Arbitrary<Course> = fc.record({
  id: fc.integer({ min: 1 }),
  title: fc.string({ minLength: 3, maxLength: 200 }),
  description: fc.option(fc.string()),
  price: fc.integer({ min: 0, max: 99_999_999_99 }),
  currency: fc.constantFrom('RUB', 'EUR'),
  status: fc.constantFrom(...statuses),
  authorId: fc.option(fc.integer({ min: 1, max: 5 })),
  createdBy: fc.option(fc.integer({ min: 1, max: 5 })),
  createdAt: fc.constant(new Date(0)),
  updatedAt: fc.constant(new Date(0)),
  publishedAt: fc.constant(null),
  version: fc.integer({ min: 1, max: 1000 }),
})
const wishes = fc.record(
  { title: fc.string(), price: fc.integer({ min: 0, max: 5 }), authorId: fc.option(fc.integer({ min: 1, max: 5 })) },
  { requiredKeys: [] },
)

test('a decision has one event and the next version, or no event and the very same course', () => {
  const decisions = fc.oneof(
    fc
      .tuple(courses, fc.constantFrom(...Object.values(moves)))
      .map(([course, move]) => ({ course, decide: () => move(course, 1, now) })),
    fc.tuple(courses, wishes).map(([course, wish]) => ({ course, decide: () => change(course, wish, 1, now) })),
  )
  fc.assert(
    fc.property(decisions, ({ course, decide }) => {
      const decision = decisionOf(decide)
      if (decision === null) return
      if (decision.happened.length === 0) assert.equal(decision.course, course)
      else
        assert.deepEqual(
          [decision.happened.length, decision.course.version, decision.course.updatedAt],
          [1, course.version + 1, now],
        )
    }),
  )
})

test('to repeat a move is harmless: the second time nothing happens', () => {
  fc.assert(
    fc.property(courses, fc.constantFrom(...Object.values(moves)), (course, move) => {
      const first = decisionOf(() => move(course, 1, now))
      if (first) assert.deepEqual(move(first.course, 2, now), { course: first.course, happened: [] })
    }),
  )
})

test('an event of a change names exactly the fields that differ', () => {
  const names = {
    title: 'title',
    description: 'description',
    price: 'price',
    currency: 'currency',
    authorId: 'author_id',
  } as const
  fc.assert(
    fc.property(courses, wishes, (course, wish) => {
      const { course: next, happened } = change(course, wish, 1, now)
      const differing = (Object.keys(names) as (keyof typeof names)[])
        .filter((field) => next[field] !== course[field])
        .map((field) => names[field])
      assert.deepEqual(happened[0]?.payload['changed'] ?? [], differing)
    }),
  )
})

test('every path of moves stays within draft → published ⇄ archived, and a refusal names what is allowed', () => {
  const ways: Record<string, readonly string[]> = {
    draft: ['published'],
    published: ['archived'],
    archived: ['published'],
  }
  fc.assert(
    fc.property(
      courses,
      fc.array(fc.constantFrom(...(Object.keys(moves) as (keyof typeof moves)[]))),
      (start, path) => {
        let course = start
        for (const name of path) {
          try {
            const { course: next } = moves[name](course, 1, now)
            assert.ok(next.status === course.status || ways[course.status]?.includes(next.status))
            course = next
          } catch (error) {
            assert.ok(error instanceof Failure && error.code === 'course_transition')
            const allowed = error.facts['allowed'] as (keyof typeof moves)[]
            assert.equal(error.facts['state'], course.status)
            for (const move of allowed) assert.equal(moves[move](course, 1, now).happened.length, 1)
          }
        }
      },
    ),
  )
})

/** null: the move was refused. */
function decisionOf(decide: () => Decision): Decision | null {
  try {
    return decide()
  } catch (error) {
    assert.ok(error instanceof Failure)
    return null
  }
}
