import type { Tx } from '#platform/db/database.ts'
import type { AnyDelivered } from '../delivered.ts'
import { type Due, failAgain, isKeyBlocked, nextDue, recordFromCopy, resolveFailure } from '../failures-store.ts'
import { noteGroupError } from '../positions-store.ts'
import { readEvent, stampOf } from '../reading.ts'
import { findRecord } from '../transports/log-records.ts'
import type { Assignment, Standing } from './assignment.ts'
import { isDoubt } from './attempt.ts'
import { callOut } from './call-out.ts'
import { errorText } from './error-text.ts'
import { longestDelay, parkedDelay } from './settings.ts'

/** New events must not wait until a long row of parked ones has been worked off. */
const atOnce = 20

/** Tries what is due, some of it; returns true when more may be due already. */
export async function retryDue(assignment: Assignment, standing: Standing): Promise<boolean> {
  const { database, clock, settings } = assignment.shared
  for (let tried = 0; tried < atOnce; tried++) {
    const due = await nextDue(database.reader, assignment.place, clock.now().getTime(), longestDelay(settings))
    if (!due || assignment.stopping.aborted) return false
    await retry(assignment, due)
    const blocked = due.key !== null && (await isKeyBlocked(database.reader, assignment.place, due.key))
    if (due.key !== null && !blocked) standing.blocked.delete(due.key)
  }
  return true
}

async function retry(assignment: Assignment, due: Due): Promise<void> {
  try {
    const event = await eventOf(assignment, due)
    const { consumer, giveUp, shared } = assignment
    if (consumer.kind === 'call') await callOut(consumer, event, shared.settings.callTimeoutMs, giveUp)
    await settle(assignment, async (tx) => {
      if (consumer.kind === 'effect') await consumer.handle(event, tx)
      await resolveFailure(tx, assignment.place, due)
    })
  } catch (error) {
    if (isDoubt(error)) throw error
    assignment.stopping.throwIfAborted()
    await failed(assignment, due, error)
  }
}

async function eventOf({ shared }: Assignment, { raw, seq }: Due): Promise<AnyDelivered> {
  const record = seq === null ? recordFromCopy(raw ?? '{}') : await findRecord(shared.database.reader, seq)
  if (!record) throw new Error('the event is no longer kept')
  return readEvent(record, stampOf(record, shared.log.instanceId))
}

async function failed(assignment: Assignment, due: Due, error: unknown): Promise<void> {
  const { settings, clock, onProblem } = assignment.shared
  const delay = due.state === 'retrying' ? null : parkedDelay(due.attempts + 1, settings)
  const text = errorText(error)
  await settle(assignment, async (tx) => {
    await failAgain(tx, assignment.place, due, text, delay === null ? null : clock.now().getTime() + delay)
    await noteGroupError(tx, assignment.place.group, text, clock.now())
  })
  if (delay === null) onProblem({ kind: 'dead', place: assignment.place, seq: due.seq, error })
}

function settle({ shared, lease }: Assignment, work: (tx: Tx) => Promise<void>): Promise<void> {
  return shared.database.inTransaction(
    async (tx) => {
      await shared.leases.assertHeld(tx, lease)
      await work(tx)
    },
    { timeoutMs: shared.settings.effectTimeoutMs },
  )
}
