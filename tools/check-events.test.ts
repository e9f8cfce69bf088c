import assert from 'node:assert/strict'
import test from 'node:test'
import { brokenPromises, type PublishedEvents } from './published-events.ts'

const text = { type: 'string' }
const before: PublishedEvents = {
  'course.created': {
    topic: 'course-events',
    key: 'course_id',
    fields: [
      ['event_type', text],
      ['title', text],
      ['timestamp', text],
    ],
  },
}
const changed = (event: Partial<PublishedEvents['x']>): PublishedEvents => ({
  'course.created': { ...(before['course.created'] as PublishedEvents['x']), ...event } as NonNullable<
    PublishedEvents['x']
  >,
})

test('a new event and a new field before the timestamp break nothing', () => {
  const fields = [
    ['event_type', text],
    ['title', text],
    ['price', { type: 'number' }],
    ['timestamp', text],
  ]
  const now = { ...changed({ fields: fields as never }), 'course.sold': { topic: 'x', key: 'y', fields: [] } }
  assert.deepEqual(brokenPromises(before, now), [])
})

const wrongs: [title: string, now: PublishedEvents, line: string][] = [
  ['an event that is gone', {}, 'course.created is no longer published'],
  ['another topic', changed({ topic: 'user-events' }), 'course.created moved from course-events to user-events'],
  ['another key', changed({ key: 'id' }), 'course.created changed its key from course_id to id'],
  [
    'a field that is gone',
    changed({
      fields: [
        ['event_type', text],
        ['timestamp', text],
      ],
    }),
    'course.created.title is gone',
  ],
  [
    'another type of a field',
    changed({
      fields: [
        ['event_type', text],
        ['title', { type: 'number' }],
        ['timestamp', text],
      ],
    }),
    'course.created.title has another type',
  ],
  [
    'another order',
    changed({
      fields: [
        ['title', text],
        ['event_type', text],
        ['timestamp', text],
      ],
    }),
    'course.created.title has moved',
  ],
]

for (const [title, now, line] of wrongs) {
  test(`${title} breaks a published event`, () => assert.ok(brokenPromises(before, now).includes(line)))
}
