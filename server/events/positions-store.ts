import type { Reader, Tx } from '#platform/db/database.ts'
import { preparedChange } from '#platform/db/prepared.ts'
import { type Consumer, topicsOf } from './consumer.ts'
import './consumer-tables.ts'
import { ensureLog, type LogIdentity, lockLog } from './identity.ts'
import type { Progress } from './progress.ts'
import type { Place } from './wake.ts'

/** Somebody else stored another position, for example a replay: what was read since then must not be settled. */
export class PositionMoved extends Error {
  override readonly name = 'PositionMoved'
}

/** A group in one partition. */
export type GroupPlace = Place & { readonly group: string }

/** Gives every group its positions; what is known already stays as it is. */
export async function registerGroups(tx: Tx, consumers: readonly Consumer[], now: Date): Promise<void> {
  const log = await ensureLog(tx, now)
  await lockLog(tx)
  for (const consumer of consumers) {
    await registerGroup(tx, consumer, now)
    await registerPositions(tx, consumer, log, now)
  }
}

async function registerGroup(tx: Tx, { group, kind }: Consumer, now: Date): Promise<void> {
  const known = await tx.selectFrom('consumer_groups').select('kind').where('group_name', '=', group).executeTakeFirst()
  if (known?.kind === kind) return
  if (known) await tx.updateTable('consumer_groups').set({ kind }).where('group_name', '=', group).execute()
  else await tx.insertInto('consumer_groups').values({ group_name: group, kind, created_at: now.getTime() }).execute()
}

async function registerPositions(tx: Tx, consumer: Consumer, log: LogIdentity, now: Date): Promise<void> {
  const rows = await tx
    .selectFrom('consumer_positions')
    .select(['topic', 'partition'])
    .where('group_name', '=', consumer.group)
    .execute()
  const known = new Set(rows.map(({ topic, partition }) => `${topic}/${partition}`))
  const seq = consumer.from === 'now' ? log.lastSeq : 0
  const missing = placesOf(consumer, log.partitions).filter(
    ({ topic, partition }) => !known.has(`${topic}/${partition}`),
  )
  if (missing.length === 0) return
  const start = { epoch: log.epoch, seq, ghosts: 0, updated_at: now.getTime() }
  await tx
    .insertInto('consumer_positions')
    .values(missing.map((place) => ({ group_name: consumer.group, ...place, ...start })))
    .execute()
}

/** Every partition that the group reads. */
export function placesOf(consumer: Consumer, partitions: number): Place[] {
  return topicsOf(consumer).flatMap((topic) =>
    Array.from({ length: partitions }, (_, partition) => ({ topic, partition })),
  )
}

/** undefined: the group is not registered there. */
export async function findProgress(
  reader: Reader,
  { group, topic, partition }: GroupPlace,
): Promise<Progress | undefined> {
  const row = await reader
    .selectFrom('consumer_positions')
    .select(['epoch', 'seq', 'ghosts'])
    .where('group_name', '=', group)
    .where('topic', '=', topic)
    .where('partition', '=', partition)
    .executeTakeFirst()
  return row && { ...row, passed: await passedOffsets(reader, { group, topic, partition }) }
}

async function passedOffsets(reader: Reader, { group, topic, partition }: GroupPlace): Promise<Map<string, number>> {
  const rows = await reader
    .selectFrom('consumer_foreign')
    .select(['log', 'passed_offset'])
    .where('group_name', '=', group)
    .where('topic', '=', topic)
    .where('partition', '=', partition)
    .execute()
  return new Map(rows.map((row) => [row.log, row.passed_offset]))
}

/** Goes from `before` to `after`, in the transaction of the effects; throws `PositionMoved` when `before` no longer holds. */
export async function storeProgress(
  tx: Tx,
  place: GroupPlace,
  before: Progress,
  after: Progress,
  now: Date,
): Promise<void> {
  const { group, topic, partition } = place
  const given = { group, topic, partition, epoch: before.epoch, from: before.seq, to: after.seq, ghosts: after.ghosts }
  const moved = await movePosition(tx, { ...given, now: now.getTime() })
  if (moved !== 1) throw new PositionMoved(`${group} ${topic}/${partition}`)
  for (const [log, offset] of after.passed) {
    const earlier = before.passed.get(log)
    if (earlier !== offset) await storeOffset(tx, place, log, earlier, offset)
  }
}

type Move = GroupPlace & { epoch: number; from: number; to: number; ghosts: number; now: number }

const movePosition = preparedChange((db, { group, topic, partition, epoch, from, to, ghosts, now }: Move) =>
  db
    .updateTable('consumer_positions')
    .set({ seq: to, ghosts, updated_at: now })
    .where('group_name', '=', group)
    .where('topic', '=', topic)
    .where('partition', '=', partition)
    .where('epoch', '=', epoch)
    .where('seq', '=', from),
)

async function storeOffset(
  tx: Tx,
  place: GroupPlace,
  log: string,
  before: number | undefined,
  after: number,
): Promise<void> {
  const { group, topic, partition } = place
  if (before === undefined) {
    await tx
      .insertInto('consumer_foreign')
      .values({ group_name: group, log, topic, partition, passed_offset: after })
      .execute()
    return
  }
  const moved = await tx
    .updateTable('consumer_foreign')
    .set({ passed_offset: after })
    .where('group_name', '=', group)
    .where('log', '=', log)
    .where('partition', '=', partition)
    .where('passed_offset', '=', before)
    .executeTakeFirst()
  if (Number(moved.numUpdatedRows) !== 1) throw new PositionMoved(`${group} ${topic}/${partition}`)
}

/** Shown with the group, until the next error replaces it. */
export async function noteGroupError(tx: Tx, group: string, error: string, now: Date): Promise<void> {
  await tx
    .updateTable('consumer_groups')
    .set({ last_error: error, last_error_at: now.getTime() })
    .where('group_name', '=', group)
    .execute()
}
