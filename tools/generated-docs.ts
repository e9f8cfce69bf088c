import { asyncApi } from '../contract/events/asyncapi.ts'
import { eventTypes } from '../contract/events/registry.ts'
import { publications } from './check-events.ts'
import { eventsPage } from './events-page.ts'

/** Path to text of every document that is made from the contract; `npm run generate` writes them, a check compares. */
export function generatedDocs(): Record<string, string> {
  return {
    'docs/events.md': eventsPage(eventTypes),
    'docs/asyncapi.json': `${JSON.stringify(asyncApi(eventTypes), null, 2)}\n`,
    ...publications(eventTypes),
  }
}
