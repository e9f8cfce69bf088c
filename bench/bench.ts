// npm run bench [-- requests process delay lists databases soak]
// Measures this checkout and writes bench/results.md, one section per part; databases (they need PostgreSQL and
// MariaDB) and soak only when they are named.
// A benchmark never fails the tests: it prints what is, with the targets beside it.
import { join } from 'node:path'
import { compareWithFloor } from './compare.ts'
import { compareDatabases } from './databases.ts'
import { measureDelay } from './delay.ts'
import { measureLists } from './lists.ts'
import { type Section, writeSection } from './report.ts'
import { soak } from './soak.ts'
import { measureProcess } from './start-and-rest.ts'

const parts: Readonly<Record<string, () => Promise<Section>>> = {
  requests: compareWithFloor,
  process: measureProcess,
  delay: measureDelay,
  lists: measureLists,
  databases: compareDatabases,
  soak,
}
const onlyWhenNamed = ['databases', 'soak']
const asked = process.argv.slice(2)
const chosen = Object.keys(parts).filter((name) =>
  asked.length === 0 ? !onlyWhenNamed.includes(name) : asked.includes(name),
)
if (chosen.length === 0 || asked.some((name) => !(name in parts))) {
  console.error(`No such part. There are: ${Object.keys(parts).join(', ')}`)
  process.exit(2)
}
for (const name of chosen) {
  const section = await parts[name]?.()
  if (!section) continue
  console.log(`\n${section.title}\n\n${section.text}\n\n${section.note}`)
  writeSection(join(import.meta.dirname, 'results.md'), section)
}
