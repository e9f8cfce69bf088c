import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { EventType } from '../contract/events/event-type.ts'
import { breakingChanges, type PublishedEvent, publishedForm } from './event-compatibility.ts'

/** What others have been told, one file per event. Only `npm run generate` writes here, and only what breaks nobody. */
export const publishedFolder = 'contract/events/published'

const advice = 'published events only grow; for another shape publish a new type beside the old one (docs/events.md)'

/** One line per change that would break somebody who reads our events. */
export function checkEvents(root: string, events: readonly EventType[]): string[] {
  const problems = published(root).flatMap((before) =>
    breakingChanges(before, events.filter(({ type }) => type === before.type).map(publishedForm)[0]),
  )
  return problems.length > 0 ? [...problems, advice] : []
}

/** Path to text of what `events` publish today. */
export function publications(events: readonly EventType[]): Record<string, string> {
  return Object.fromEntries(
    events.map((event) => [
      `${publishedFolder}/${event.type}.json`,
      `${JSON.stringify(publishedForm(event), null, 2)}\n`,
    ]),
  )
}

function published(root: string): PublishedEvent[] {
  const folder = join(root, publishedFolder)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as PublishedEvent)
}
