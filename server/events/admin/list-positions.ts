import type { Topic } from '#contract/events/event-type.ts'
import type { Reader } from '#platform/db/database.ts'
import '../consumer-tables.ts'
import { leaseName } from '../leases/lease.ts'
import '../log-tables.ts'

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

/** The positions of every group, by its name. */
export async function listPositions(reader: Reader): Promise<Map<string, ListedPosition[]>> {
  const rows = await reader.selectFrom('consumer_positions').selectAll().orderBy('topic').orderBy('partition').execute()
  const owners = await leaseOwners(reader)
  const ends = new Map<string, number>()
  const listed = new Map<string, ListedPosition[]>()
  for (const { group_name, topic, partition, seq, ghosts } of rows) {
    const place = `${topic}/${partition}`
    const end = ends.get(place) ?? (await endOf(reader, topic, partition))
    ends.set(place, end)
    const lag = end > seq ? await countAfter(reader, topic, partition, seq) : 0
    const owner = owners.get(leaseName(group_name, topic, partition)) ?? null
    const position = { topic, partition, position: seq, end, lag, ghosts, owner }
    listed.set(group_name, [...(listed.get(group_name) ?? []), position])
  }
  return listed
}

export async function leaseOwners(reader: Reader): Promise<Map<string, string | null>> {
  const rows = await reader.selectFrom('leases').select(['name', 'owner']).execute()
  return new Map(rows.map((row) => [row.name, row.owner]))
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

export async function countAfter(reader: Reader, topic: Topic, partition: number, seq: number): Promise<number> {
  const some = reader
    .selectFrom('events')
    .select('seq')
    .where('topic', '=', topic)
    .where('partition', '=', partition)
    .where('seq', '>', seq)
    .limit(countedAtMost)
  const row = await reader
    .selectFrom(some.as('some'))
    .select((eb) => eb.fn.countAll().as('count'))
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}
