// The answers of one fixed walk, byte for byte as they are committed, on every database and in any time zone of the machine.
// `WRITE_ANSWERS=1 npm test -- same-answers` writes them anew after a wanted change.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { walkFixedly } from './test-kit/fixed-walk.ts'
import { startCrm } from './test-kit/start-crm.ts'

const file = join(import.meta.dirname, 'test-kit/fixed-walk.txt')
const between = '\n\n'
process.env['TZ'] = 'Asia/Kathmandu'

test('every answer of the fixed walk is the committed one, byte for byte', async () => {
  const answers = await walkFixedly(await startCrm())
  if (process.env['WRITE_ANSWERS']) writeFileSync(file, `${answers.join(between)}\n`)
  const committed = readFileSync(file, 'utf8').trimEnd().split(between)
  for (const [at, answer] of answers.entries()) assert.equal(answer, committed[at])
  assert.equal(answers.length, committed.length)
})
