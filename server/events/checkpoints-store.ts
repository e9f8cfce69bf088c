import type { Topic } from '#contract/events/event-type.ts'
import type { Reader, Tx } from '#platform/db/database.ts'
import { forUpdate, upsertRow } from '#platform/db/rows.ts'
import type { EffectConsumer, Projection } from './consumer.ts'
import './consumer-tables.ts'

type PlacePosition = { topic: Topic; partition: number; seq: number }
type PassedOffset = { log: string; topic: Topic; partition: number; passed_offset: number }

/** A projection's content, and exactly how far it had come. */
export type Checkpoint = { positions: PlacePosition[]; foreign: PassedOffset[]; saved: string; createdAt: number }

export type ProjectingConsumer = EffectConsumer & { readonly projection: Projection }

/** Content and positions belong together only because one transaction reads both, with the positions locked. */
export async function saveCheckpoint(tx: Tx, consumer: ProjectingConsumer, now: Date): Promise<void> {
  const positions = await lockPositions(tx, consumer.group)
  const foreign = await tx
    .selectFrom('consumer_foreign')
    .select(['log', 'topic', 'partition', 'passed_offset'])
    .where('group_name', '=', consumer.group)
    .execute()
  const saved = await consumer.projection.save(tx)
  const row = {
    group_name: consumer.group,
    positions: JSON.stringify({ positions, foreign }),
    saved,
    created_at: now.getTime(),
  }
  await upsertRow(tx, 'projection_checkpoints', row, ['group_name'])
}

export async function findCheckpoint(reader: Reader, group: string): Promise<Checkpoint | undefined> {
  const row = await reader
    .selectFrom('projection_checkpoints')
    .selectAll()
    .where('group_name', '=', group)
    .executeTakeFirst()
  if (!row) return undefined
  const places = JSON.parse(row.positions) as Pick<Checkpoint, 'positions' | 'foreign'>
  return { ...places, saved: row.saved, createdAt: row.created_at }
}

/** No consumer of the group can store a position until `tx` ends. */
export async function lockPositions(tx: Tx, group: string): Promise<PlacePosition[]> {
  await lockLeases(tx, group)
  return tx
    .selectFrom('consumer_positions')
    .select(['topic', 'partition', 'seq'])
    .where('group_name', '=', group)
    .orderBy('topic')
    .orderBy('partition')
    .forUpdate()
    .execute()
}

/** An effect holds its lease from its first statement on: whoever takes the leases first never meets it half-way. */
async function lockLeases(tx: Tx, group: string): Promise<void> {
  const leases = tx.selectFrom('leases').select('name').where('name', '>=', `${group}/`)
  await forUpdate(leases.where('name', '<', `${group}/\u{10ffff}`).orderBy('name')).execute()
}
