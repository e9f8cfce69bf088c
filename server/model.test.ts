import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { courseCommands } from './test-kit/model/course-commands.ts'
import { peopleCommands } from './test-kit/model/people-commands.ts'
import { sessionCommands } from './test-kit/model/session-commands.ts'
import { beginWalk, endWalk, lastNumber } from './test-kit/model/walk.ts'
import { startCrm } from './test-kit/start-crm.ts'

const runs = Number(process.env['MODEL_RUNS'] ?? 25)
const oftener = [...peopleCommands, ...courseCommands]
const commands = fc.commands([...oftener, ...oftener, ...oftener, ...sessionCommands], {
  maxCommands: 40,
  size: 'large',
})

test(`R20: ${runs} random walks through the CRM end as the model says, on every database`, async (t) => {
  const crm = await startCrm()
  const tally = new Map<number, number>()
  let run = 0
  await fc.assert(
    fc.asyncProperty(commands, async (some) => {
      const walk = await beginWalk(crm, ++run, tally)
      const since = await lastNumber(crm)
      await fc.asyncModelRun(() => walk, some)
      await endWalk(walk, since)
    }),
    { numRuns: runs },
  )
  const answers = [...tally].sort(([a], [b]) => a - b)
  t.diagnostic(`${run} walks; answers: ${answers.map(([status, count]) => `${status} × ${count}`).join(', ')}`)
  const all = answers.reduce((sum, [, count]) => sum + count, 0)
  const succeeded = answers.reduce((sum, [status, count]) => sum + (status < 300 ? count : 0), 0)
  assert.ok(succeeded > all / 3 && succeeded < all, `${succeeded} of ${all} commands succeeded`)
})
