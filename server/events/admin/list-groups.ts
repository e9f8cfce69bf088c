import { isoTime } from '#platform/clock.ts'
import type { Reader } from '#platform/db/database.ts'
import type { FailureState } from '../consumer-tables.ts'
import { openFailureStates } from '../failures-store.ts'
import { type ListedPosition, listPositions } from './list-positions.ts'

export type ListedGroup = {
  group: string
  kind: 'effect' | 'call'
  /** Events of its topics that it has not handled; counted up to 100,000 per partition. */
  lag: number
  parked: number
  dead: number
  lastError: string | null
  lastErrorAt: string | null
  /** Who replayed it last, and when. */
  resetBy: string | null
  resetAt: string | null
  partitions: ListedPosition[]
}

export async function listGroups(reader: Reader): Promise<ListedGroup[]> {
  const groups = await reader.selectFrom('consumer_groups').selectAll().orderBy('group_name').execute()
  const positions = await listPositions(reader)
  const failures = await countFailures(reader)
  return groups.map((group) => {
    const partitions = positions.get(group.group_name) ?? []
    const { parked, dead } = openOnes(failures.filter((row) => row.group_name === group.group_name))
    return {
      group: group.group_name,
      kind: group.kind,
      lag: partitions.reduce((sum, partition) => sum + partition.lag, 0),
      parked,
      dead,
      lastError: group.last_error,
      lastErrorAt: isoOrNull(group.last_error_at),
      resetBy: group.reset_by,
      resetAt: isoOrNull(group.reset_at),
      partitions,
    }
  })
}

/** What has failed and is not settled, of all groups: one small read, however far they are behind. */
export async function countOpenFailures(reader: Reader): Promise<OpenFailures> {
  return openOnes(await countFailures(reader))
}

type OpenFailures = { readonly parked: number; readonly dead: number }

function openOnes(rows: Awaited<ReturnType<typeof countFailures>>): OpenFailures {
  const count = (...states: FailureState[]) =>
    rows.filter(({ state }) => states.includes(state)).reduce((sum, row) => sum + Number(row.count), 0)
  return { parked: count('parked', 'waiting'), dead: count('dead', 'retrying') }
}

function countFailures(reader: Reader) {
  return reader
    .selectFrom('event_failures')
    .select((eb) => ['group_name', 'state', eb.fn.countAll().as('count')])
    .where('state', 'in', [...openFailureStates])
    .groupBy(['group_name', 'state'])
    .execute()
}

function isoOrNull(time: number | null): string | null {
  return time === null ? null : isoTime(time)
}
