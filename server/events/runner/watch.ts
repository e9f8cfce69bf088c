import '../consumer-tables.ts'
import type { Reader } from '#platform/db/database.ts'
import { duePlaces } from '../failures-store.ts'
import type { GroupPlace } from '../positions-store.ts'
import type { Surroundings } from './assignment.ts'
import { lookAgain } from './look-again.ts'
import type { PartitionLoop } from './partition-loop.ts'
import { longestDelay } from './settings.ts'

/** How far the log had come at the last look; what notices of this process say since then must not hide what others wrote. */
export type Seen = { lastSeq: number; epoch: number }

/** The net under the notices: finds what other processes wrote, what a person changed and what is due. Three small reads. */
export async function lookAround(
  shared: Surroundings,
  loops: ReadonlyMap<string, PartitionLoop>,
  seen: Seen,
): Promise<void> {
  const { database, clock, settings } = shared
  const log = await lookAgain(shared)
  if (log.lastSeq !== seen.lastSeq || log.epoch !== seen.epoch) for (const loop of loops.values()) loop.wake()
  Object.assign(seen, { lastSeq: log.lastSeq, epoch: log.epoch })
  for (const row of await storedPositions(database.reader)) loops.get(placeName(row))?.look(row)
  for (const place of await duePlaces(database.reader, clock.now().getTime(), longestDelay(settings))) {
    loops.get(placeName(place))?.wakeForRetry()
  }
}

export function placeName({ group, topic, partition }: GroupPlace): string {
  return `${group}/${topic}/${partition}`
}

function storedPositions(reader: Reader) {
  return reader
    .selectFrom('consumer_positions')
    .select(['group_name as group', 'topic', 'partition', 'epoch', 'seq'])
    .execute()
}
