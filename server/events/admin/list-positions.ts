import { type Topic, topics } from '#contract/events/event-type.ts'
import type { Reader } from '#platform/db/database.ts'
import { databaseNow } from '#platform/db/database-clock.ts'
import { dialectOf } from '#platform/db/dialect-of.ts'
import '../consumer-tables.ts'
import { findIdentity } from '../identity.ts'
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

/** One partition of a group, for maps. */
export function placeName(group: string, topic: Topic, partition: number): string {
  return `${group}/${topic}/${partition}`
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

/** Who holds each lease; one that was not renewed in time is nobody's. */
export async function leaseOwners(reader: Reader): Promise<Map<string, string | null>> {
  const rows = await reader
    .selectFrom('leases')
    .select(['name', 'owner'])
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', databaseNow(dialectOf(reader)))]))
    .execute()
  return new Map(rows.map((row) => [row.name, row.owner]))
}

/** Number of the newest event of the partition; 0 when there is none. */
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

/** The end of every partition of the log, the empty ones too. */
export async function listEnds(reader: Reader): Promise<{ topic: Topic; partition: number; end: number }[]> {
  const partitions = (await findIdentity(reader))?.partitions ?? 0
  const ends: { topic: Topic; partition: number; end: number }[] = []
  for (const topic of topics) {
    for (let partition = 0; partition < partitions; partition++)
      ends.push({ topic, partition, end: await endOf(reader, topic, partition) })
  }
  return ends
}
