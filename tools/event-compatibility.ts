import type { EventType } from '../contract/events/event-type.ts'
import { type JsonSchema, readersSchema } from '../contract/events/json-schema.ts'
import { fieldChanges } from './schema-narrowing.ts'

/** One event as others have been told to read it. */
export type PublishedEvent = { type: string; topic: string; key: string; schema: JsonSchema }

export function publishedForm(event: EventType): PublishedEvent {
  return { type: event.type, topic: event.topic, key: event.key, schema: readersSchema(event) }
}

/** Why readers of the published event would break; empty: they would not. `now` undefined: nobody writes it any more. */
export function breakingChanges(published: PublishedEvent, now: PublishedEvent | undefined): string[] {
  if (now === undefined) return [`${published.type} is gone: who waits for it waits for ever`]
  return [
    ...moved(published, now),
    ...lostFields(published, now),
    ...addedFields(published, now),
    ...reordered(published, now),
    ...changedFields(published, now),
  ].map((change) => `${published.type}${change}`)
}

function moved(published: PublishedEvent, now: PublishedEvent): string[] {
  return (['topic', 'key'] as const)
    .filter((what) => published[what] !== now[what])
    .map((what) => ` has another ${what}: was ${published[what]}, is ${now[what]}`)
}

function lostFields(published: PublishedEvent, now: PublishedEvent): string[] {
  return namesOf(published)
    .filter((name) => !namesOf(now).includes(name))
    .map((name) => `.${name} is gone or renamed: published fields stay`)
}

/** Records that were written before a field was added do not have it. */
function addedFields(published: PublishedEvent, now: PublishedEvent): string[] {
  return namesOf(now)
    .filter((name) => !namesOf(published).includes(name) && isRequired(now, name))
    .map((name) => `.${name} is new and required, but older records do not have it: make it Type.Optional`)
}

/** New fields stand behind the published ones; only timestamp stays the last. */
function reordered(published: PublishedEvent, now: PublishedEvent): string[] {
  const before = namesOf(published)
  const kept = namesOf(now).filter((name) => before.includes(name))
  const remaining = before.filter((name) => kept.includes(name))
  const start = namesOf(now).slice(0, before.length - 1)
  const allKept = kept.length === before.length
  if (kept.join() !== remaining.join()) return [`: the order was ${before.join(', ')}, is ${namesOf(now).join(', ')}`]
  if (allKept && start.join() !== before.slice(0, -1).join())
    return [`: new fields stand between the published ones; they belong behind ${before.at(-2)}, before timestamp`]
  return []
}

function changedFields(published: PublishedEvent, now: PublishedEvent): string[] {
  return namesOf(published)
    .filter((name) => namesOf(now).includes(name))
    .flatMap((name) =>
      [
        ...requiredChanges(isRequired(published, name), isRequired(now, name)),
        ...fieldChanges(published.schema.properties[name] ?? {}, now.schema.properties[name] ?? {}),
      ].map((change) => `.${name} ${change}`),
    )
}

function requiredChanges(before: boolean, after: boolean): string[] {
  if (before === after) return []
  return [before ? 'was always there, is optional' : 'was optional, is required: older records may not have it']
}

function namesOf({ schema }: PublishedEvent): string[] {
  return Object.keys(schema.properties)
}

function isRequired({ schema }: PublishedEvent, name: string): boolean {
  return schema.required?.includes(name) ?? false
}
