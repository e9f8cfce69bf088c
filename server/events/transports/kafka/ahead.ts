import type { Database } from '#platform/db/database.ts'
import { openNewEpoch } from '../../identity.ts'
import { lookAtLog } from '../../log-view.ts'
import { type Stamp, stampOf } from '../../reading.ts'
import type { BrokerWatch } from './broker-watch.ts'
import type { KafkaClients } from './client.ts'
import { sourceRecord } from './fetched-records.ts'
import { findPublished } from './published-store.ts'
import type { LiveTopic } from './topics.ts'

export type Look = {
  readonly database: Database
  readonly instanceId: string
  readonly clients: KafkaClients
  readonly watch: BrokerWatch
}

/** So many of the newest records tell whether Kafka knows more than we do. */
const newest = 200

/**
 * Where publishing into this partition goes on. Kafka may have lost its end (then from the last event that it still
 * has), and it may be ahead of our log: then the log was set back without being told, and goes on in a new epoch, so that
 * the numbers that Kafka knows already cannot be taken for the new ones.
 */
export async function startOfLane(
  look: Look,
  live: LiveTopic,
  partition: number,
): Promise<{ seq: number; nextOffset: number }> {
  const known = await findPublished(look.database.reader, live.id, partition)
  const ends = await look.watch.ask((admin) => admin.offsets(live, 'next'))
  const end = ends[partition] ?? 0
  const foreignEnd = known !== undefined && end === known.nextOffset
  if (end === 0 || foreignEnd) return known && end > 0 ? known : { seq: 0, nextOffset: 0 }
  const stamps = await newestStamps(look, live, partition, end)
  await openEpochIfAhead(look, stamps)
  if (known && end > known.nextOffset) return known
  const log = await lookAtLog(look.database.reader)
  const seqs = stamps.filter((stamp) => stamp.seq <= log.lastSeq).map(({ seq }) => seq)
  if (known) return { seq: Math.min(known.seq, Math.max(0, ...seqs)), nextOffset: end }
  return { seq: 0, nextOffset: 0 }
}

async function newestStamps(look: Look, live: LiveTopic, partition: number, end: number): Promise<Stamp[]> {
  const fetcher = look.clients.openFetcher([live.name])
  const place = { topic: live.topic, partition, id: live.id }
  const stamps: Stamp[] = []
  try {
    const starts = await look.watch.ask((admin) => admin.offsets(live, 'first'))
    let offset = Math.max(starts[partition] ?? 0, end - newest)
    while (offset < end) {
      const wanted = [{ topicId: live.id, partition, offset }]
      const [found] = await fetcher.fetch(live.leaders[partition] ?? -1, wanted, 100)
      if (!found || found.next <= offset) break
      for (const raw of found.records) {
        const stamp = stampOf(sourceRecord(place, raw), look.instanceId)
        if (stamp) stamps.push(stamp)
      }
      offset = found.next
    }
  } finally {
    await fetcher.close()
  }
  return stamps
}

async function openEpochIfAhead({ database }: Look, stamps: readonly Stamp[]): Promise<void> {
  const log = await lookAtLog(database.reader)
  const epochs = stamps.filter(({ epoch, seq }) => epoch > log.epoch || (epoch === log.epoch && seq > log.lastSeq))
  if (epochs.length === 0) return
  const beyond = Math.max(...epochs.map(({ epoch }) => epoch))
  await database.inTransaction((tx) => openNewEpoch(tx, new Date(), beyond))
}
