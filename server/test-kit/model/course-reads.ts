import assert from 'node:assert/strict'
import fc from 'fast-check'
import { reachOf } from '#contract/rights.ts'
import { fold, foldKey } from '#platform/db/folding.ts'
import type { Answer } from '../caller.ts'
import { command, nth, who } from './command.ts'
import {
  actorOf,
  ask,
  assertRefused,
  type Course,
  iso,
  mayOnCourse,
  nthOf,
  type Run,
  type Status,
} from './crm-model.ts'
import { byCodePoint, sorted, walkPages } from './lists.ts'

const sort = fc.constantFrom('id', '-id', 'title', '-title', 'price', '-price', 'created_at', '-created_at')
const question = fc.constantFrom('', 'елк', 'ЕЛЬ', 'strasse', 'straße', '日', 'групп', '%', 'е ель')
const status = fc.constantFrom('draft' as const, 'published' as const, 'archived' as const)

export const courseReads = [
  fc.tuple(who, nth).map((given) => command('read course', given, read(...given))),
  fc
    .tuple(who, sort, question, fc.option(status), fc.integer({ min: 1, max: 5 }))
    .map((given) => command('list courses', given, list(...given))),
]

function read(by: number, which: number): Run {
  return async (model, real) => {
    const course = nthOf(model.courses, which)
    if (!course) return
    const actor = actorOf(model, real, by)
    const answer = await ask(real, actor, { method: 'GET', path: `/courses/${course.id}` })
    if (mayOnCourse(actor, 'courses.read', course)) assertIs(answer, course)
    else assertRefused(answer, 'course_not_found')
  }
}

/** All pages by cursor: each course once, in the order that the model says. */
function list(by: number, order: string, question: string, status: Status | null, limit: number): Run {
  return async (model, real) => {
    const actor = actorOf(model, real, by)
    const q = `${question} ${real.run}`
    const isShown = (course: Course) =>
      (reachOf(actor.party, 'courses.list') === 'all' || course.status === 'published') &&
      (status === null || course.status === status) &&
      has(course, q)
    const expected = sorted(model.courses.filter(isShown), order, {
      title: byCodePoint((course) => foldKey(course.title)),
      price: (one, other) => one.minor - other.minor,
    })
    const filter = new URLSearchParams({ q, sort: order, limit: String(limit), ...(status && { status }) })
    assert.deepEqual(await walkPages(real, actor, `/courses?${filter}`), expected.map(toldOf))
  }
}

function has({ title, description }: Course, q: string): boolean {
  const there = fold(`${title} ${description ?? ''}`)
  return fold(q).every((word) => there.some((other) => other.startsWith(word)))
}

export function assertIs({ status, body, text }: Answer, course: Course): void {
  assert.ok(status < 300, text)
  const { can: _, ...shown } = body
  assert.deepEqual(shown, toldOf(course))
}

export function toldOf({
  id,
  title,
  description,
  minor,
  status,
  authorId,
  createdAt,
  updatedAt,
  publishedAt,
  version,
}: Course) {
  const times = {
    created_at: iso(createdAt),
    updated_at: iso(updatedAt),
    published_at: publishedAt && iso(publishedAt),
  }
  return {
    id,
    title,
    description,
    price: major(minor),
    currency: 'RUB',
    status,
    author_id: authorId,
    ...times,
    version,
  }
}

/** Exact: the nearest double of the decimal number, as it stands in the JSON. */
export function major(minor: number): number {
  return Number(`${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`)
}
