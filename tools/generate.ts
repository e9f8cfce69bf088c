// npm run generate
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { eventTypes } from '../contract/events/registry.ts'
import { publishedFile, readPublished } from './check-events.ts'
import { generatedDocs } from './generated-docs.ts'
import { brokenPromises, publishedEvents } from './published-events.ts'

for (const [file, text] of Object.entries(generatedDocs())) {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  console.log(file)
}

// The record of what was published only ever grows; a broken promise is left for `npm run check` to show.
const published = publishedEvents(eventTypes)
if (brokenPromises(readPublished('.'), published).length === 0) {
  writeFileSync(publishedFile, `${JSON.stringify(published, null, 1)}\n`)
  console.log(publishedFile)
}
