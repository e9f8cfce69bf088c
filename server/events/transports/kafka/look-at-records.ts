import type { IncomingRecord, KafkaClients, KafkaFetcher, KafkaTopic, Wanted } from './client.ts'

export type SeenRecord = IncomingRecord & { readonly partition: number }
export type Place = { readonly partition: number; readonly offset: number }

/** An end that is reached says so at once; more than this is never read for one look. */
const [waitMs, rounds] = [300, 8]

/** Up to `limit` records of each place from its offset on, whoever wrote them. Rejects when the broker is away. */
export async function lookAtRecords(
  clients: KafkaClients,
  topic: KafkaTopic,
  places: readonly Place[],
  limit: number,
): Promise<SeenRecord[]> {
  const fetcher = clients.openFetcher([topic.name])
  try {
    const led = Map.groupBy(places, ({ partition }) => topic.leaders[partition] ?? -1)
    const found: SeenRecord[] = []
    for (const [leader, some] of led)
      if (leader >= 0) found.push(...(await readOf(fetcher, topic, leader, some, limit)))
    return found
  } finally {
    void fetcher.close()
  }
}

async function readOf(
  fetcher: KafkaFetcher,
  topic: KafkaTopic,
  leader: number,
  places: readonly Place[],
  limit: number,
): Promise<SeenRecord[]> {
  const read = new Map(places.map(({ partition }) => [partition, [] as SeenRecord[]]))
  let wanted: Wanted[] = places.map((place) => ({ topicId: topic.id, ...place }))
  for (let round = 0; round < rounds && wanted.length > 0; round++) {
    const answers = await fetcher.fetch(leader, wanted, waitMs)
    const goOn = new Map(wanted.map(({ partition, offset }) => [partition, offset]))
    for (const { partition, records, next, end, outOfRange } of answers) {
      const kept = read.get(partition) ?? []
      kept.push(...records.slice(0, limit - kept.length).map((record) => ({ ...record, partition })))
      if (outOfRange || next >= end || kept.length >= limit) goOn.delete(partition)
      else goOn.set(partition, next)
    }
    wanted = [...goOn].map(([partition, offset]) => ({ topicId: topic.id, partition, offset }))
  }
  return [...read.values()].flat()
}
