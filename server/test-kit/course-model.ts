import assert from 'node:assert/strict'
import fc from 'fast-check'
import { fold, foldKey } from '#platform/db/folding.ts'
import type { Answer, Caller } from './caller.ts'

/** What the service must know of a course; ids are as told. */
type Course = { id: number; title: string; description: string | null; minor: number; status: Status; version: number }
type Status = 'draft' | 'published' | 'archived'
type Model = { courses: Course[] }
/** `run`: a word in every title of one run, by which its courses are found among those of other runs. */
type Real = { admin: Caller; run: string; now: string }
type Command = fc.AsyncCommand<Model, Real>

const words = [
  'Ёлка',
  'ёлка',
  'ель',
  'ЕЛЬ',
  'Straße',
  'STRASSE',
  'İstanbul',
  'naïve',
  '日本語',
  '😀😀',
  "о'кей",
  '%_\\',
  'ﬀ',
]
const title = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 3 }).map((some) => some.join(' '))
const description = fc.option(fc.constantFrom('Группа', 'группа Ё', 'vapor 2^53', 'e\u0301cole', ' с краёв '), {})
const minor = fc.oneof(fc.constantFrom(0, 1, 10, 29, 9_999_999_999), fc.integer({ min: 0, max: 9_999_999_999 }))
const status = fc.constantFrom('draft' as const, 'published' as const)
const nth = fc.nat({ max: 30 })
const sort = fc.constantFrom('id', '-id', 'title', '-title', 'price', '-price', 'created_at', '-created_at')
const question = fc.constantFrom('', 'елк', 'ЕЛЬ', 'strasse', 'straße', '日', 'групп', '%', 'е ель')

export const courseCommands = fc.commands(
  [
    fc
      .record({ title, description, minor, status })
      .map((wish) => command(`create ${JSON.stringify(wish)}`, create(wish))),
    fc.tuple(nth, title, minor).map((given) => command(`change ${given}`, change(...given))),
    ...(['publication', 'archive', 'restore'] as const).map((move) =>
      nth.map((which) => command(`${move} ${which}`, moveIt(which, move))),
    ),
    fc
      .tuple(sort, question, fc.option(status), fc.integer({ min: 1, max: 5 }))
      .map((given) => command(`list ${given}`, list(...given))),
  ],
  { maxCommands: 25 },
)

function command(name: string, run: Command['run']): Command {
  return { check: () => true, run, toString: () => name }
}

function create(wish: Omit<Course, 'id' | 'version'>): Command['run'] {
  return async (model, { admin, run, now }) => {
    const named = { ...wish, title: `${wish.title} ${run}` }
    const { title, description, minor, status } = named
    const answer = await admin.post('/courses', { title, description, price: major(minor), status })
    assert.equal(answer.status, 201, answer.text)
    const made = { ...named, id: answer.body.id as number, version: 1 }
    assertIs(answer, made, now)
    model.courses.push(made)
  }
}

function change(which: number, title: string, minor: number): Command['run'] {
  return onOne(which, async (course, { admin, run, now }) => {
    const next = { ...course, title: `${title} ${run}`, minor }
    const isSame = next.title === course.title && minor === course.minor
    const answer = await admin.patch(`/courses/${course.id}`, { title: next.title, price: major(minor) })
    Object.assign(course, next, { version: course.version + (isSame ? 0 : 1) })
    assertIs(answer, course, now)
  })
}

/** From which state to which; what is not named is refused, what is there already changes nothing. */
const moves = {
  publication: { draft: 'published', published: 'published' },
  archive: { published: 'archived', archived: 'archived' },
  restore: { archived: 'published', published: 'published' },
} as const satisfies Record<string, Partial<Record<Status, Status>>>

function moveIt(which: number, move: keyof typeof moves): Command['run'] {
  return onOne(which, async (course, { admin, now }) => {
    const path = `/courses/${course.id}/${move === 'restore' ? 'archive' : move}`
    const answer = await (move === 'restore' ? admin.delete(path) : admin.put(path))
    const next = (moves[move] as Partial<Record<Status, Status>>)[course.status]
    if (next === undefined) return assert.equal(answer.status, 409, answer.text)
    if (next !== course.status) Object.assign(course, { status: next, version: course.version + 1 })
    assertIs(answer, course, now)
  })
}

function onOne(which: number, act: (course: Course, real: Real) => Promise<void>): Command['run'] {
  return async (model, real) => {
    const course = model.courses[which % Math.max(1, model.courses.length)]
    if (course) await act(course, real)
  }
}

/** Walks all pages by cursor: each course once, in the order that the model says. */
function list(by: string, question: string, status: Status | null, limit: number): Command['run'] {
  return async (model, { admin, run, now }) => {
    const q = `${question} ${run}`
    const expected = model.courses.filter((course) => (status === null || course.status === status) && has(course, q))
    expected.sort(orderBy(by))
    const filter = new URLSearchParams({ q, sort: by, limit: String(limit), ...(status && { status }) })
    const found: { id: number }[] = []
    for (let next: string | undefined = `/courses?${filter}&cursor=`; next; ) {
      const page = await admin.get(next)
      assert.equal(page.status, 200, page.text)
      found.push(...page.body)
      next = /^<([^>]+)>; rel="next"$/.exec(String(page.headers['link'] ?? ''))?.[1]
    }
    assert.deepEqual(
      found.map((course) => shown(course)),
      expected.map((course) => told(course, now)),
    )
    const counted = await admin.get(`/courses?${filter}&skip=0`)
    assert.equal(counted.headers['x-total-count'], String(expected.length))
  }
}

function has({ title, description }: Course, q: string): boolean {
  const there = fold(`${title} ${description ?? ''}`)
  return fold(q).every((word) => there.some((other) => other.startsWith(word)))
}

/** By code point, which is the order of the bytes in UTF-8; ties by id, in the same direction. */
function orderBy(sort: string): (one: Course, other: Course) => number {
  const sign = sort.startsWith('-') ? -1 : 1
  const compare = {
    id: () => 0,
    created_at: () => 0,
    title: (a: Course, b: Course) => Buffer.compare(Buffer.from(foldKey(a.title)), Buffer.from(foldKey(b.title))),
    price: (a: Course, b: Course) => a.minor - b.minor,
  }[sort.replace('-', '') as 'id']
  return (a, b) => sign * ((compare as (a: Course, b: Course) => number)(a, b) || a.id - b.id)
}

function assertIs(answer: Answer, course: Course, now: string): void {
  assert.ok(answer.status < 300, answer.text)
  assert.deepEqual(shown(answer.body), told(course, now))
}

function shown({ id, title, description, price, status, version, created_at }: any) {
  return { id, title, description, price, status, version, created_at }
}

function told({ minor, ...course }: Course, now: string) {
  return { ...course, price: major(minor), created_at: now }
}

/** Exact: the nearest double of the decimal number, as it stands in the JSON. */
function major(minor: number): number {
  return Number(`${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`)
}
