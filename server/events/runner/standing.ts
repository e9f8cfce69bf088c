import { blockedKeys } from '../failures-store.ts'
import { findProgress, storeProgress } from '../positions-store.ts'
import type { Assignment, Standing } from './assignment.ts'
import { lookAgain } from './look-again.ts'

/** Everything the reader needs to know, from the database; nothing is carried over from before. */
export async function standingOf({ shared, place }: Assignment): Promise<Standing> {
  const { reader: database } = shared.database
  const stored = await findProgress(database, place)
  if (!stored) throw new Error(`the group ${place.group} has no position in ${place.topic}/${place.partition}`)
  if (stored.epoch !== shared.log.epoch) await lookAgain(shared)
  const blocked = await blockedKeys(database, place)
  const reader = await shared.source.open({ ...place, after: stored.seq })
  return { reader, stored, reached: stored, last: undefined, blocked }
}

export function isBehind(standing: Standing): boolean {
  return standing.reached !== standing.stored
}

/** Stores what was passed by without an effect. */
export async function catchUp(assignment: Assignment, standing: Standing): Promise<void> {
  const { shared, place, lease } = assignment
  const { reached } = standing
  await shared.database.inTransaction(async (tx) => {
    await shared.leases.assertHeld(tx, lease)
    await storeProgress(tx, place, standing.stored, reached, shared.clock.now())
  })
  standing.stored = reached
  if (standing.last) standing.reader.settled(standing.last)
}
