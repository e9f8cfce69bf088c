import type { Tx } from '#platform/db/database.ts'
import { addFailure } from '../failures-store.ts'
import { LeaseLost } from '../leases/lease.ts'
import { PositionMoved, storeProgress } from '../positions-store.ts'
import type { Assignment, Standing } from './assignment.ts'
import type { Step } from './plan.ts'

/** One step of a batch failed; nothing of the batch was kept. */
export class StepFailed extends Error {
  override readonly name = 'StepFailed'
  readonly index: number

  constructor(index: number, cause: unknown) {
    super('a consumer failed', { cause })
    this.index = index
  }
}

/**
 * Carries out as many steps as fit into the time of a batch and stores the position with them, in one transaction.
 * Returns how many. Throws `StepFailed`, or `PositionMoved` and `LeaseLost` when the reader has to look again first.
 */
export async function settleTogether(
  assignment: Assignment,
  standing: Standing,
  steps: readonly Step[],
): Promise<number> {
  const { database, leases, settings } = assignment.shared
  let running = 0
  try {
    const count = await database.inTransaction(
      async (tx) => {
        running = 0
        await leases.assertHeld(tx, assignment.lease)
        const until = performance.now() + settings.batchMs
        do {
          await carryOut(tx, assignment, steps[running] as Step)
          running++
        } while (running < steps.length && performance.now() < until)
        await store(tx, assignment, standing, steps[running - 1] as Step)
        return running
      },
      { timeoutMs: settings.effectTimeoutMs },
    )
    advance(standing, steps[count - 1] as Step)
    tellOfBuried(assignment, steps.slice(0, count))
    return count
  } catch (error) {
    if (isDoubt(error)) throw error
    throw new StepFailed(Math.min(running, steps.length - 1), error)
  }
}

/** What cannot be read is a dead letter without a single try: somebody has to hear of it. */
function tellOfBuried({ shared, place }: Assignment, settled: readonly Step[]): void {
  for (const { work, seq } of settled)
    if (work.do === 'bury') shared.onProblem({ kind: 'dead', place, seq, error: work.reason })
}

/** The position is stored and nothing else: the work was done outside, or there was none. */
export async function settleAfterwards(assignment: Assignment, standing: Standing, step: Step): Promise<void> {
  await settleTogether(assignment, standing, [{ ...step, work: { do: 'nothing' } }])
}

export function store(tx: Tx, { shared, place }: Assignment, standing: Standing, step: Step): Promise<void> {
  return storeProgress(tx, place, standing.stored, step.after, shared.clock.now())
}

export function advance(standing: Standing, step: Step): void {
  standing.stored = step.after
  standing.reached = step.after
  standing.last = step.record
  standing.reader.settled(step.record)
}

/** What this process believed no longer holds; the event itself has not failed. */
export function isDoubt(error: unknown): boolean {
  return error instanceof PositionMoved || error instanceof LeaseLost
}

async function carryOut(tx: Tx, assignment: Assignment, step: Step): Promise<void> {
  const { consumer, place, shared } = assignment
  const { work, record, seq } = step
  const failure = { attempts: 0, nextAt: 0, seq, record }
  if (work.do === 'hold') {
    const { type } = work.event
    await addFailure(tx, place, { ...failure, state: 'waiting', error: '', type }, shared.clock.now())
  } else if (work.do === 'bury') {
    await addFailure(tx, place, { ...failure, state: 'dead', error: work.reason, type: null }, shared.clock.now())
  } else if (work.do === 'handle' && consumer.kind === 'effect') {
    await consumer.handle(work.event, tx)
  }
}
