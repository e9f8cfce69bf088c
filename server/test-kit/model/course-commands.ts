import fc from 'fast-check'
import { command, nth, repeat, repeatable, tag, who } from './command.ts'
import { assertIs, courseReads, major } from './course-reads.ts'
import {
  actorOf,
  ask,
  assertRefused,
  type Course,
  guard,
  type Model,
  mayOnCourse,
  nthOf,
  type Run,
  type Status,
  type Tag,
  tagHeader,
  tell,
} from './crm-model.ts'
import { createOnce, type Key, keys } from './keyed.ts'

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
const born = fc.constantFrom('draft' as const, 'published' as const)
const author = fc.option(fc.nat({ max: 8 }))

type Wish = { title: string; description: string | null; minor: number; status: Status; author: number | null }
const wish = fc.record({ title, description, minor, status: born, author })

export const courseCommands = [
  ...[1, 2].map(() => fc.tuple(who, wish, keys).map((given) => repeatable('create course', given, create(...given)))),
  fc.constant(null).map(repeat),
  fc.tuple(who, nth, title, fc.option(minor), tag).map((given) => command('change course', given, change(...given))),
  ...(['publication', 'archive', 'restore'] as const).map((move) =>
    fc.tuple(who, nth, tag).map((given) => command(move, given, moveIt(move, ...given))),
  ),
  ...courseReads,
]

function create(by: number, wish: Wish, key: Key): Run {
  return async (model, real) => {
    const actor = actorOf(model, real, by)
    const { description, minor, status } = wish
    const title = `${wish.title} ${real.run}`
    const author = wish.author === null ? actor.person : nthOf(model.people, wish.author)
    const body = {
      title,
      description,
      price: major(minor),
      status,
      ...(wish.author !== null && { author_id: author?.id }),
    }
    const shut = guard(actor, 'courses.create', 'courses_for_admins')
    const isNoAuthor = author?.status !== 'active' || author.role === 'student'
    const refusal = () => shut ?? (isNoAuthor ? 'validation' : null)
    // who has lost the right is not told the answer of then
    const usable = shut === null ? key : null
    await createOnce(model, real, actor, { path: '/courses', body, key: usable, refusal }, (answer) => {
      const at = { createdAt: model.now, updatedAt: model.now, publishedAt: status === 'published' ? model.now : null }
      const id = answer.body.id as number
      const made: Course = { id, title, description, minor, status, authorId: author?.id ?? null, ...at, version: 1 }
      model.courses.push(made)
      assertIs(answer, made)
      tell(model, 'course.created', { course_id: id, title, price: major(minor), created_by: actor.person?.id })
    })
  }
}

/** A teacher may change what is his own, but no price. */
function change(by: number, which: number, text: string, minor: number | null, tag: Tag): Run {
  return async (model, real) => {
    const course = nthOf(model.courses, which)
    if (!course) return
    const actor = actorOf(model, real, by)
    const next = { title: `${text} ${real.run}`, minor: minor ?? course.minor }
    const body = { title: next.title, ...(minor !== null && { price: major(minor) }) }
    const path = `/courses/${course.id}`
    const answer = await ask(real, actor, { method: 'PATCH', path, body, headers: tagHeader(tag, course.version) })
    const mayPrice = minor === null || mayOnCourse(actor, 'courses.set_price', course)
    const refused = refusalOn('courses.update', actor, course, tag) ?? (mayPrice ? null : 'forbidden')
    if (refused) return assertRefused(answer, refused)
    const changed = [next.title !== course.title && 'title', next.minor !== course.minor && 'price'].filter(Boolean)
    if (changed.length > 0) {
      renew(model, course, next)
      const now = { title: course.title, price: major(course.minor), currency: 'RUB' }
      tell(model, 'course.updated', { course_id: course.id, ...now, changed, updated_by: actor.person?.id })
    }
    assertIs(answer, course)
  }
}

/** From which state to which; what is not named is refused, what is there already changes nothing. */
const moves = {
  publication: { to: { draft: 'published', published: 'published' }, past: 'published' },
  archive: { to: { published: 'archived', archived: 'archived' }, past: 'archived' },
  restore: { to: { archived: 'published', published: 'published' }, past: 'restored' },
} as const satisfies Record<string, { to: Partial<Record<Status, Status>>; past: string }>

function moveIt(move: keyof typeof moves, by: number, which: number, tag: Tag): Run {
  return async (model, real) => {
    const course = nthOf(model.courses, which)
    if (!course) return
    const actor = actorOf(model, real, by)
    const isBack = move === 'restore'
    const path = `/courses/${course.id}/${isBack ? 'archive' : move}`
    const headers = tagHeader(tag, course.version)
    const answer = await ask(real, actor, { method: isBack ? 'DELETE' : 'PUT', path, headers })
    const { to, past } = moves[move]
    const next = (to as Partial<Record<Status, Status>>)[course.status]
    const refused = refusalOn('courses.publish', actor, course, tag) ?? (next ? null : 'course_transition')
    if (refused) return assertRefused(answer, refused)
    if (next !== undefined && next !== course.status) {
      const publishedAt = move === 'publication' ? model.now : course.publishedAt
      renew(model, course, { status: next, publishedAt })
      tell(model, `course.${past}`, { course_id: course.id, [`${past}_by`]: actor.person?.id })
    }
    assertIs(answer, course)
  }
}

/** First the role, then whether it may be seen, then the version, then the right on this very course. */
function refusalOn(
  right: 'courses.update' | 'courses.publish',
  actor: ReturnType<typeof actorOf>,
  course: Course,
  tag: Tag,
) {
  const shut = guard(actor, right)
  if (shut) return shut
  if (!mayOnCourse(actor, 'courses.read', course)) return 'course_not_found'
  if (tag === 'stale') return 'version_conflict'
  return mayOnCourse(actor, right, course) ? null : 'forbidden'
}

function renew(model: Model, course: Course, next: Partial<Course>): void {
  Object.assign(course, next, { updatedAt: model.now, version: course.version + 1 })
}
