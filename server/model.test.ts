import { test } from 'node:test'
import fc from 'fast-check'
import { courseCommands } from './test-kit/course-model.ts'
import { make } from './test-kit/make.ts'
import { startCrm } from './test-kit/start-crm.ts'

const runs = Number(process.env['MODEL_RUNS'] ?? 40)

test(`R20: ${runs} random walks through courses end as the model says, on every database`, async () => {
  const crm = await startCrm()
  const admin = await crm.as(await make.admin(crm))
  const now = '2026-03-01T12:00:00.000+00:00'
  let run = 0
  await fc.assert(
    fc.asyncProperty(courseCommands, async (commands) => {
      const word = `walk${String(++run).padStart(8, '0')}`
      await fc.asyncModelRun(() => ({ model: { courses: [] }, real: { admin, run: word, now } }), commands)
    }),
    { numRuns: runs },
  )
})
