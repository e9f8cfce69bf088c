import type { Topic } from '#contract/events/event-type.ts'
import { isoTime } from '#platform/clock.ts'
import type { Reader, Tables } from '#platform/db/database.ts'
import '../consumer-tables.ts'
import { leaseName } from '../leases/lease.ts'
import '../log-tables.ts'

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

/** `position`: everything up to this number is settled; `end`: number of the partition's newest event, 0 when empty. */
export type ListedPosition = {
  topic: Topic
  partition: number
  position: number
  end: number
  lag: number
  /** Records of an older epoch beyond its end that were skipped. */
  ghosts: number
  /** The process that reads it; null: nobody. */
  owner: string | null
}

export async function listGroups(reader: Reader): Promise<ListedGroup[]> {
  const groups = await reader.selectFrom('consumer_groups').selectAll().orderBy('group_name').execute()
  return Promise.all(groups.map((group) => present(reader, group)))
}

type GroupRow = Tables['consumer_groups']

async function present(reader: Reader, group: GroupRow): Promise<ListedGroup> {
  const [partitions, failures] = await Promise.all([positionsOf(reader, group.group_name), failuresOf(reader, group.group_name)])
  return {
    group: group.group_name,
    kind: group.kind,
    lag: partitions.reduce((sum, partition) => sum + partition.lag, 0),
    parked: failures.parked,
    dead: failures.dead,
    lastError: group.last_error,
    lastErrorAt: isoOrNull(group.last_error_at),
    resetBy: group.reset_by,
    resetAt: isoOrNull(group.reset_at),
    partitions,
  }
}

function isoOrNull(time: number | null): string | null {
  return time === null ? null : isoTime(time)
}

async function positionsOf(reader: Reader, group: string): Promise<ListedPosition[]> {
  const rows = await reader
    .selectFrom('consumer_positions')
    .select(['topic', 'partition', 'seq', 'ghosts'])
    .where('group_name', '=', group)
    .orderBy('topic')
    .orderBy('partition')
    .execute()
  return Promise.all(rows.map((row) => positionOf(reader, group, row)))
}

async function positionOf(reader: Reader, group: string, row: { topic: Topic; partition: number; seq: number; ghosts: number }) {
  const { topic, partition, seq, ghosts } = row
  const end = await endOf(reader, topic, partition)
  const lag = end > seq ? await countAfter(reader, topic, partition, seq) : 0
  const owner = await ownerOf(reader, leaseName(group, topic, partition))
  return { topic, partition, position: seq, end, lag, ghosts, owner }
}

async function endOf(reader: Reader, topic: Topic, partition: number): Promise<number> {
  const row = await reader
    .selectFrom('events')
    .select((eb) => eb.fn.max('seq').as('seq'))
    .where('topic', '=', topic)
    .where('partition', '=', partition)
    .executeTakeFirst()
  return row?.seq ?? 0
}

/** Counting on for ever would hold up everybody else's reads; a page needs no more than this. */
const countedAtMost = 100_000

async function countAfter(reader: Reader, topic: Topic, partition: number, seq: number): Promise<number> {
  const some = reader
    .selectFrom('events')
    .select('seq')
    .where('topic', '=', topic)
    .where('partition', '=', partition)
    .where('seq', '>', seq)
    .limit(countedAtMost)
  const row = await reader.selectFrom(some.as('some')).select((eb) => eb.fn.countAll().as('count')).executeTakeFirst()
  return Number(row?.count ?? 0)
}

async function ownerOf(reader: Reader, name: string): Promise<string | null> {
  const row = await reader.selectFrom('leases').select('owner').where('name', '=', name).executeTakeFirst()
  return row?.owner ?? null
}

async function failuresOf(reader: Reader, group: string): Promise<{ parked: number; dead: number }> {
  const rows = await reader
    .selectFrom('event_failures')
    .select((eb) => ['state', eb.fn.countAll().as('count')])
    .where('group_name', '=', group)
    .where('state', 'in', ['parked', 'waiting', 'retrying', 'dead'])
    .groupBy('state')
    .execute()
  const count = (state: string) => Number(rows.find((row) => row.state === state)?.count ?? 0)
  return { parked: count('parked') + count('waiting'), dead: count('dead') + count('retrying') }
}
