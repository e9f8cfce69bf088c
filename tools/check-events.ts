import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { eventTypes } from '../contract/events/registry.ts'
import { brokenPromises, type PublishedEvents, publishedEvents } from './published-events.ts'

export const publishedFile = 'contract/events/published.json'

/** What was published once stays: a new event or field is recorded, a changed one needs a new event type. */
export function checkEvents(root: string, now: PublishedEvents = publishedEvents(eventTypes)): string[] {
  const before = readPublished(root)
  const broken = brokenPromises(before, now).map((line) => `${line}: make a new event type instead`)
  if (broken.length > 0) return broken
  return isDeepStrictEqual(before, now) ? [] : [`${publishedFile} does not know every event: npm run generate`]
}

export function readPublished(root: string): PublishedEvents {
  const path = join(root, publishedFile)
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as PublishedEvents) : {}
}
