import '../consumer-tables.ts'
import type { Reader } from '#platform/db/database.ts'
import { duePlaces } from '../failures-store.ts'
import { lookAtLog } from '../log-view.ts'
import type { GroupPlace } from '../positions-store.ts'
import type { Surroundings } from './assignment.ts'
import type { PartitionLoop } from './partition-loop.ts'
import { longestDelay } from './settings.ts'

/** The net under the notices: finds what other processes wrote, what a person changed and what is due. Three small reads. */
export async function lookAround(shared: Surroundings, loops: ReadonlyMap<string, PartitionLoop>): Promise<void> {
  const { database, clock, settings } = shared
  const before = shared.log
  const log = await lookAtLog(database.reader)
  shared.log = log
  if (log.lastSeq !== before.lastSeq || log.epoch !== before.epoch) for (const loop of loops.values()) loop.wake()
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
