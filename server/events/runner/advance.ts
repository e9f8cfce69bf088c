import { setTimeout as pause } from 'node:timers/promises'
import type { CallConsumer } from '../consumer.ts'
import type { Assignment, Standing } from './assignment.ts'
import { isDoubt, StepFailed, settleAfterwards, settleTogether } from './attempt.ts'
import { callOut } from './call-out.ts'
import { park } from './park.ts'
import type { Step } from './plan.ts'
import { jittered } from './settings.ts'

/** Settles at least the first of the steps and returns how many are settled; the rest is to be planned anew. */
export async function advanceBy(assignment: Assignment, standing: Standing, steps: readonly Step[]): Promise<number> {
  const idle = steps.findIndex(needsDatabase)
  if (idle !== 0) return passBy(standing, idle === -1 ? steps : steps.slice(0, idle))
  return assignment.consumer.kind === 'call'
    ? advanceCalls(assignment, assignment.consumer, standing, steps)
    : advanceEffects(assignment, standing, steps)
}

function needsDatabase({ work }: Step): boolean {
  return work.do !== 'nothing'
}

/** Nothing to do for this group: the position follows with the next effect or within a second. */
function passBy(standing: Standing, steps: readonly Step[]): number {
  const last = steps.at(-1) as Step
  standing.reached = last.after
  standing.last = last.record
  return steps.length
}

async function advanceEffects(assignment: Assignment, standing: Standing, steps: readonly Step[]): Promise<number> {
  try {
    return await settleTogether(assignment, standing, steps)
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error
    // what came before the failed one is done again without it; then its turn comes
    if (error.index > 0) return settleTogether(assignment, standing, steps.slice(0, error.index))
    const step = steps[0] as Step
    return persist(assignment, standing, step, error.cause, () => settleTogether(assignment, standing, [step]))
  }
}

async function advanceCalls(
  assignment: Assignment,
  consumer: CallConsumer,
  standing: Standing,
  steps: readonly Step[],
) {
  const [first] = steps as [Step]
  const { work } = first
  if (work.do !== 'handle') return settleTogether(assignment, standing, [first])
  const run = () => callOut(consumer, work.event, assignment.shared.settings.callTimeoutMs, assignment.giveUp)
  try {
    await run()
  } catch (error) {
    return persist(assignment, standing, first, error, async () => {
      await run()
      await settleAfterwards(assignment, standing, first)
    })
  }
  const done = 1 + (consumer.replay === 'safe' ? await callOn(assignment, consumer, steps.slice(1)) : 0)
  await settleAfterwards(assignment, standing, steps[done - 1] as Step)
  return done
}

/**
 * Calls that may be repeated share the storing of a position: as many as go well within the time of a batch; how many.
 * One that fails is left to be the first of the next round.
 */
async function callOn(assignment: Assignment, consumer: CallConsumer, steps: readonly Step[]): Promise<number> {
  const { batchMs, callTimeoutMs } = assignment.shared.settings
  const until = performance.now() + batchMs
  for (const [done, { work }] of steps.entries()) {
    if (work.do !== 'handle' || performance.now() >= until || assignment.stopping.aborted) return done
    try {
      await callOut(consumer, work.event, callTimeoutMs, assignment.giveUp)
    } catch {
      return done
    }
  }
  return steps.length
}

/** Tries again in place, a little later each time; after that the event is parked and the others go on. */
async function persist(
  assignment: Assignment,
  standing: Standing,
  step: Step,
  first: unknown,
  again: () => Promise<unknown>,
): Promise<number> {
  let error = first
  for (const ms of assignment.shared.settings.inPlaceMs) {
    await pause(jittered(ms), undefined, { signal: assignment.stopping })
    try {
      await again()
      return 1
    } catch (next) {
      if (isDoubt(next)) throw next
      error = next instanceof StepFailed ? next.cause : next
    }
  }
  assignment.stopping.throwIfAborted()
  await park(assignment, standing, step, error)
  return 1
}
