import assert from 'node:assert/strict'
import test from 'node:test'
import { Type } from 'typebox'
import { eventType, Id } from '../contract/events/event-type.ts'
import { eventTypes } from '../contract/events/registry.ts'
import { eventsPage } from './events-page.ts'

const page = eventsPage(eventTypes)

test('every event of the table of topics is a heading of the page', () => {
  const links = [...page.matchAll(/\[([\w.]+)\]\(#([\w-]+)\)/g)].map(([, type, anchor]) => ({ type, anchor }))
  assert.deepEqual(links.map(({ type }) => type).sort(), eventTypes.map(({ type }) => type).sort())
  for (const { type, anchor } of links) {
    assert.match(page, new RegExp(`^### ${type}$`, 'm'))
    assert.equal(anchor, type?.replace('.', ''), 'as GitHub names the place of a heading')
  }
})

test('every example is one line of JSON, as it stands in a record', () => {
  const examples = [...page.matchAll(/```json\n(.*)\n```/g)].map((match) => JSON.parse(match[1] ?? ''))
  assert.deepEqual(examples.map(({ event_type }) => event_type).sort(), eventTypes.map(({ type }) => type).sort())
})

test('an erased person and a field that older records lack are told beside the field', () => {
  assert.match(page, /^\| `email` \| string \| \*personal\*, "" once erased \|$/m)
  const grown = eventType({
    type: 'user.grown',
    topic: 'user-events',
    key: 'user_id',
    fields: { user_id: Id, city: Type.Optional(Type.String()) },
    phrase: { ru: 'вырос', en: 'grew' },
    example: { user_id: 1, city: 'Омск' },
  })
  assert.match(eventsPage([grown]), /^\| `city` \| string \| absent in older records \|$/m)
})
