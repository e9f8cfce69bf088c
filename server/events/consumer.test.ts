import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CourseCreated } from '#contract/events/courses.ts'
import { eventType, Id } from '#contract/events/event-type.ts'
import { UserCreated, UserLoggedIn } from '#contract/events/users.ts'
import { assertSound, call, effect, topicsOf, wants } from './consumer.ts'

const nothing = () => {}
const countUsers = effect({ group: 'count-users', on: [UserCreated], from: 'earliest', handle: nothing })

test('payloads are typed by the list of events', () => {
  const typed = effect({
    group: 'typed',
    on: [UserCreated, CourseCreated],
    from: 'now',
    handle(event) {
      if (event.type === 'course.created') event.payload.title satisfies string
      else event.payload.email satisfies string
      // @ts-expect-error a course has no e-mail
      if (event.type === 'course.created') event.payload.email
    },
  })
  const all = effect({
    group: 'all',
    on: 'all',
    from: 'now',
    handle: (event) => void (event.payload.anything satisfies unknown),
  })
  assert.deepEqual(topicsOf(typed), ['user-events', 'course-events'])
  assert.deepEqual(topicsOf(all), ['user-events', 'course-events', 'message-events'])
  assert.equal(wants(typed, 'user.logged_in'), false)
  assert.equal(wants(all, 'user.logged_in'), true)
})

test('an effect may be replayed unless it refuses, a call must say so', () => {
  assert.equal(countUsers.replay, 'allow')
  assert.equal(
    call({ group: 'mail', on: [UserLoggedIn], from: 'now', replay: 'refuse', handle: nothing }).replay,
    'refuse',
  )
})

test('two consumers in one group are refused', () => {
  assert.throws(() => assertSound([countUsers, countUsers]), /two consumers use the group count-users/)
})

test('an event that is not in the registry is refused', () => {
  const Unknown = eventType({
    type: 'moon.risen',
    topic: 'user-events',
    key: 'moon_id',
    fields: { moon_id: Id },
    phrase: { ru: '', en: '' },
    example: {},
  })
  const consumer = effect({ group: 'moon', on: [Unknown], from: 'now', handle: nothing })
  assert.throws(() => assertSound([consumer]), /moon\.risen/)
})

test('a group needs a name and something to listen to', () => {
  assert.throws(() => assertSound([{ ...countUsers, group: 'Два слова' }]), /not a group name/)
  assert.throws(() => assertSound([{ ...countUsers, on: [] }]), /listens to nothing/)
})
