import { isDeepStrictEqual } from 'node:util'
import type { EventType } from '../contract/events/event-type.ts'

/** What readers of an event rely on: where it is, and its fields in their order. Words for people are left out. */
export type PublishedEvent = { topic: string; key: string; fields: [name: string, schema: unknown][] }
export type PublishedEvents = Record<string, PublishedEvent>

const words = new Set(['description', 'title', 'examples', '$comment'])

export function publishedEvents(events: readonly EventType[]): PublishedEvents {
  const named = events.map(({ type, topic, key, schema }) => {
    const fields = Object.entries(schema.properties).map(([name, field]) => [name, promised(field)])
    return [type, { topic, key, fields: fields as PublishedEvent['fields'] }] as const
  })
  return Object.fromEntries(named)
}

function promised(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(promised)
  if (typeof schema !== 'object' || schema === null) return schema
  const kept = Object.entries(schema).filter(([name]) => !words.has(name))
  return Object.fromEntries(kept.map(([name, value]) => [name, promised(value)]))
}

/** One line per promise that `now` breaks: whoever reads our events would stumble. New events and fields are none. */
export function brokenPromises(before: PublishedEvents, now: PublishedEvents): string[] {
  return Object.entries(before).flatMap(([type, old]) => {
    const event = now[type]
    if (!event) return [`${type} is no longer published`]
    return [
      ...(event.topic === old.topic ? [] : [`${type} moved from ${old.topic} to ${event.topic}`]),
      ...(event.key === old.key ? [] : [`${type} changed its key from ${old.key} to ${event.key}`]),
      ...old.fields.flatMap(([name, schema], at) => brokenField(`${type}.${name}`, name, schema, at, event)),
    ]
  })
}

function brokenField(full: string, name: string, schema: unknown, at: number, { fields }: PublishedEvent): string[] {
  const place = fields.findIndex(([field]) => field === name)
  if (place === -1) return [`${full} is gone`]
  if (!isDeepStrictEqual(fields[place]?.[1], schema)) return [`${full} has another type`]
  // `timestamp` closes every event, so new fields come before it
  return place < at || (place > at && name !== 'timestamp') ? [`${full} has moved`] : []
}
