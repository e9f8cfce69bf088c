import * as courses from './courses.ts'
import type { EventType } from './event-type.ts'
import * as messages from './messages.ts'
import * as users from './users.ts'

/** Every event we publish. JSON Schema, AsyncAPI, docs/events.md and the decoder of incoming records are made from it. */
export const eventTypes: readonly EventType[] = [
  ...Object.values(users),
  ...Object.values(courses),
  ...Object.values(messages),
]

const byName = new Map(eventTypes.map((event) => [event.type, event]))

/** The event of that name, or undefined: then the record is not ours and becomes a dead letter. */
export function findEventType(type: string): EventType | undefined {
  return byName.get(type)
}
