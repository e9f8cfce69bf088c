import { addFailure } from '../failures-store.ts'
import { noteGroupError } from '../positions-store.ts'
import { orderingKey } from '../transports/record.ts'
import type { Assignment, Standing } from './assignment.ts'
import { advance, store } from './attempt.ts'
import { errorText } from './error-text.ts'
import type { Step } from './plan.ts'
import { parkedDelay } from './settings.ts'

/** Sets a failed event aside, and with it all later events of its key, so that the other keys go on. */
export async function park(assignment: Assignment, standing: Standing, step: Step, error: unknown): Promise<void> {
  const { database, leases, settings, clock, onProblem } = assignment.shared
  const attempts = 1 + settings.inPlaceMs.length
  const delay = parkedDelay(attempts, settings)
  await database.inTransaction(async (tx) => {
    await leases.assertHeld(tx, assignment.lease)
    const now = clock.now()
    const text = errorText(error)
    const when =
      delay === null
        ? ({ state: 'dead', nextAt: 0 } as const)
        : ({ state: 'parked', nextAt: now.getTime() + delay } as const)
    const type = step.work.do === 'handle' ? step.work.event.type : null
    await addFailure(
      tx,
      assignment.place,
      { ...when, attempts, error: text, type, seq: step.seq, record: step.record },
      now,
    )
    await noteGroupError(tx, assignment.place.group, text, now)
    await store(tx, assignment, standing, step)
  })
  advance(standing, step)
  const key = orderingKey(step.record)
  if (delay !== null && key !== null) standing.blocked.add(key)
  onProblem({ kind: delay === null ? 'dead' : 'parked', place: assignment.place, seq: step.seq, error })
}
