import type { Actor } from '#platform/actor.ts'
import type { Tx } from '#platform/db/database.ts'
import { findCheckpoint, lockPositions } from '../checkpoints-store.ts'
import type { Consumer } from '../consumer.ts'
import '../consumer-tables.ts'
import { openFailureStates } from '../failures-store.ts'
import { actedBy, tellConsumers } from './acting.ts'
import { previewReplay, type ReplayPlan, type ReplayStart } from './replay-plan.ts'

/**
 * Sets a group back, also while it runs: what was read under the old position can no longer be settled. A projection is
 * emptied (or put back to its checkpoint) in the same transaction, so nothing is counted twice. Returns what it did;
 * throws what `previewReplay` throws.
 */
export async function replayGroup(
  tx: Tx,
  actor: Actor,
  consumer: Consumer,
  start: ReplayStart,
  now: Date,
): Promise<ReplayPlan> {
  await lockPositions(tx, consumer.group)
  const plan = await previewReplay(tx, consumer, start)
  await forgetFailures(tx, plan)
  await setPositions(tx, plan, now)
  if (start.from === 'earliest') await forgetForeign(tx, consumer.group)
  if (plan.rebuild) await resetProjection(tx, consumer, plan)
  await tx
    .updateTable('consumer_groups')
    .set({ reset_by: actedBy(actor), reset_at: now.getTime() })
    .where('group_name', '=', consumer.group)
    .execute()
  await tellConsumers(tx)
  return plan
}

/** Behind the target everything comes again from the log: a failed event that stayed here too would run twice. */
async function forgetFailures(tx: Tx, { group, partitions }: ReplayPlan): Promise<void> {
  for (const { topic, partition, target } of partitions) {
    await tx
      .deleteFrom('event_failures')
      .where('group_name', '=', group)
      .where('topic', '=', topic)
      .where('partition', '=', partition)
      .where('seq', '>', target)
      .where('state', 'in', [...openFailureStates])
      .execute()
  }
}

async function setPositions(tx: Tx, { group, partitions }: ReplayPlan, now: Date): Promise<void> {
  for (const { topic, partition, target } of partitions) {
    await tx
      .updateTable('consumer_positions')
      .set({ seq: target, updated_at: now.getTime() })
      .where('group_name', '=', group)
      .where('topic', '=', topic)
      .where('partition', '=', partition)
      .execute()
  }
}

/** Foreign records have only their offset: from the beginning means all of them that the transport still holds. */
async function forgetForeign(tx: Tx, group: string): Promise<void> {
  await tx.deleteFrom('consumer_foreign').where('group_name', '=', group).execute()
  await tx
    .deleteFrom('event_failures')
    .where('group_name', '=', group)
    .where('seq', 'is', null)
    .where('state', 'in', [...openFailureStates])
    .execute()
}

async function resetProjection(tx: Tx, consumer: Consumer, plan: ReplayPlan): Promise<void> {
  if (consumer.kind !== 'effect' || !consumer.projection) return
  await consumer.projection.clear(tx)
  const checkpoint = plan.checkpoint === null ? undefined : await findCheckpoint(tx, consumer.group)
  if (!checkpoint) return
  await consumer.projection.load(tx, checkpoint.saved)
  if (checkpoint.foreign.length === 0) return
  const rows = checkpoint.foreign.map((passed) => ({ group_name: consumer.group, ...passed }))
  await tx.insertInto('consumer_foreign').values(rows).execute()
}
