// npm run generate
// Writes every document that is made from the contract. What would break a reader of our events is not published.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { eventTypes } from '../contract/events/registry.ts'
import { checkEvents } from './check-events.ts'
import { generatedDocs } from './generated-docs.ts'

const broken = checkEvents(process.cwd(), eventTypes)
if (broken.length > 0) {
  console.error(broken.join('\n'))
  process.exit(1)
}
for (const [file, text] of Object.entries(generatedDocs())) {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  console.log(file)
}
