import { type ListedGroup, listDeadLetters, listGroups } from '#events/index.ts'
import type { Reader } from '#platform/db/database.ts'
import { findHead, findLastSeq } from './audit-store.ts'

export type MissingEnd = { topic: string; partition: number; position: number; reason: 'missing_end' }
type Place = ListedGroup['partitions'][number]

/** How far each chain must reach by now; read before the chains, which may grow meanwhile. */
export async function readProgress(reader: Reader, group: string): Promise<readonly Place[]> {
  return (await listGroups(reader)).find((one) => one.group === group)?.partitions ?? []
}

/**
 * A chain cannot tell that its newest entries were removed, but the trail's own positions can: every event behind them
 * has an entry, or is among the events that the trail could not take.
 */
export async function findMissingEnds(reader: Reader, group: string, places: readonly Place[]): Promise<MissingEnd[]> {
  const failures = await listDeadLetters(reader, {
    group,
    states: ['parked', 'waiting', 'retrying', 'dead', 'discarded'],
    limit: 1000,
  })
  const missing: MissingEnd[] = []
  for (const { topic, partition, position, end } of places) {
    const reached = await findLastSeq(reader, topic, partition)
    if (reached >= Math.min(position, end)) continue
    if (failures.some((one) => one.topic === topic && one.partition === partition && (one.seq ?? 0) > reached)) continue
    const head = await findHead(reader, topic, partition)
    missing.push({ topic, partition, position: (head?.position ?? 0) + 1, reason: 'missing_end' })
  }
  return missing
}
