import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import test from 'node:test'
import { type TProperties, Type } from 'typebox'
import { type EventType, eventType, Id } from '../contract/events/event-type.ts'
import { eventTypes } from '../contract/events/registry.ts'
import { checkEvents, publications } from './check-events.ts'
import { makeHouse } from './house-fixture.ts'

const fields = {
  user_id: Id,
  email: Type.String({ maxLength: 320 }),
  age: Type.Union([Type.Integer(), Type.Null()]),
  locale: Type.Union([Type.Literal('ru'), Type.Literal('en')]),
  role: Type.Enum(['student', 'teacher']),
  changed: Type.Array(Type.String()),
  note: Type.Optional(Type.String()),
}
const { user_id, email, age, locale, role, changed, note } = fields
const more = Type.Optional(Type.String())

function userMoved(now: TProperties, more: Partial<EventType> = {}): EventType {
  const definition = { type: 'user.moved', topic: 'user-events', key: 'user_id', example: {} } as const
  return { ...eventType({ ...definition, fields: now, phrase: { ru: 'переехал', en: 'moved' } }), ...more } as EventType
}

const breaks: [title: string, now: EventType[], problem: RegExp][] = [
  ['an event that is gone', [], /^user\.moved is gone/],
  ['another topic', [userMoved(fields, { topic: 'course-events' })], /another topic: was user-events/],
  ['another key', [userMoved(fields, { key: 'email' })], /another key: was user_id, is email/],
  ['a removed field', [userMoved({ user_id, age, locale, role, changed, note })], /\.email is gone or renamed/],
  [
    'a renamed field',
    [userMoved({ user_id, mail: email, age, locale, role, changed, note })],
    /\.email is gone or renamed.*\n.*\.mail is new and required/,
  ],
  ['another type', [userMoved({ ...fields, user_id: Type.String() })], /\.user_id was integer, is string/],
  ['a number that may have decimals', [userMoved({ ...fields, user_id: Type.Number() })], /was integer, is number/],
  [
    'a null where there was none',
    [userMoved({ ...fields, email: Type.Union([email, Type.Null()]) })],
    /is null or str/,
  ],
  ['no null any more', [userMoved({ ...fields, age: Type.Integer() })], /\.age was integer or null, is integer/],
  [
    'items of another type',
    [userMoved({ ...fields, changed: Type.Array(Type.Integer()) })],
    /\.changed was string, is/,
  ],
  ['a value that left the list', [userMoved({ ...fields, locale: Type.Literal('ru') })], /\.locale "en" left the list/],
  ['a list where any value was', [userMoved({ ...fields, email: Type.Literal('a@b') })], /\.email was open, is one of/],
  ['a shorter text', [userMoved({ ...fields, email: Type.String({ maxLength: 100 }) })], /maxLength was 320, is 100/],
  [
    'a new least length',
    [userMoved({ ...fields, note: Type.Optional(Type.String({ minLength: 1 })) })],
    /minLength was/,
  ],
  [
    'a new pattern',
    [userMoved({ ...fields, email: Type.String({ maxLength: 320, pattern: '@' }) })],
    /pattern was not/,
  ],
  ['a required field more', [userMoved({ ...fields, city: Type.String() })], /\.city is new and required, .*Optional/],
  ['a field that may now be absent', [userMoved({ ...fields, age: Type.Optional(age) })], /was always there/],
  [
    'a field that must now be there',
    [userMoved({ ...fields, note: Type.String() })],
    /\.note was optional, is required/,
  ],
  [
    'another order',
    [userMoved({ email, user_id, age, locale, role, changed, note })],
    /the order was event_type, user_id/,
  ],
  [
    'a new field in the middle',
    [userMoved({ user_id, city: more, email, age, locale, role, changed, note })],
    /behind note/,
  ],
]

for (const [title, now, problem] of breaks) {
  test(`a published event refuses ${title}`, (t) => {
    const problems = checkEvents(makeHouse(t, publications([userMoved(fields)])), now)
    assert.match(problems.join('\n'), problem)
    assert.match(problems.at(-1) ?? '', /publish a new type beside the old one/)
  })
}

const grows: [title: string, now: EventType[]][] = [
  ['nothing new', [userMoved(fields)]],
  ['an optional field behind the others', [userMoved({ ...fields, city: more })]],
  ['other words for people', [userMoved({ ...fields, user_id: Type.Integer({ minimum: 1, description: 'who' }) })]],
  ['a value more in a list', [userMoved({ ...fields, role: Type.Enum(['student', 'teacher', 'manager']) })]],
  ['a list written in another way', [userMoved({ ...fields, locale: Type.Enum(['ru', 'en']) })]],
  ['a longer text', [userMoved({ ...fields, email: Type.String({ maxLength: 400 }) })]],
  ['a bound that is gone', [userMoved({ ...fields, user_id: Type.Integer() })]],
  ['a new event beside it', [userMoved(fields), { ...userMoved(fields), type: 'user.moved_again' }]],
]

for (const [title, now] of grows) {
  test(`a published event lets through ${title}`, (t) => {
    assert.deepEqual(checkEvents(makeHouse(t, publications([userMoved(fields)])), now), [])
  })
}

test('what is published in this project is what the project promises today', () => {
  assert.deepEqual(checkEvents(join(import.meta.dirname, '..'), eventTypes), [])
})

test('npm run generate writes an addition, and publishes nothing while something breaks', (t) => {
  const [file = '', text = ''] =
    Object.entries(publications(eventTypes)).find(([name]) => name.includes('user.created')) ?? []
  const generate = (before: string) => {
    const cwd = makeHouse(t, { [file]: before })
    return spawnSync(process.execPath, [join(import.meta.dirname, 'generate.ts')], { cwd, encoding: 'utf8' })
  }
  assert.match(generate(text).stdout, /contract\/events\/published\/message\.sent\.json/)
  const broken = generate(text.replaceAll('"user_id"', '"person_id"'))
  assert.equal(broken.status, 1)
  assert.equal(broken.stdout, '')
  assert.match(broken.stderr, /user\.created\.person_id is gone or renamed/)
})

test('npm run check fails on a breaking change and names it', (t) => {
  const files = publications(eventTypes)
  const file = 'contract/events/published/course.created.json'
  const cwd = makeHouse(t, { ...files, [file]: (files[file] ?? '').replace('"type": "number"', '"type": "string"') })
  const check = [join(import.meta.dirname, 'check.ts'), 'events']
  const { status, stdout } = spawnSync(process.execPath, check, { cwd, encoding: 'utf8' })
  assert.equal(status, 1)
  assert.match(stdout, /^FAILED events .*\n {7}course\.created\.price was string, is number/m)
})
