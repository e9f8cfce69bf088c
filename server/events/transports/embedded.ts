import type { Topic } from '#contract/events/event-type.ts'
import type { Database, Reader } from '#platform/db/database.ts'
import { numberedHeaders } from '../headers.ts'
import '../log-tables.ts'
import { onNotice } from '../wake.ts'
import type { SourceRecord } from './record.ts'
import type { PartitionReader, ReadRequest, RecordSource } from './source.ts'

/** Our own log, read by number: no broker, no copy. */
export function embeddedSource(database: Database, instanceId: string): RecordSource {
  return {
    name: 'embedded',
    open: async (request) => openPartition(database.reader, request),
    onArrival(listener) {
      return onNotice(instanceId, (notice) => {
        if (notice.news === 'numbered') for (const place of notice.places) listener(place)
      })
    },
    async close() {},
  }
}

function openPartition(reader: Reader, { topic, partition, after }: ReadRequest): PartitionReader {
  let last = after
  return {
    async read(max) {
      const rows = await numberedAfter(reader, topic, partition, last, max)
      last = rows.at(-1)?.seq ?? last
      return rows.map(recordOf)
    },
    settled() {},
    async close() {},
  }
}

async function numberedAfter(reader: Reader, topic: Topic, partition: number, after: number, max: number) {
  const rows = await reader
    .selectFrom('events')
    .select(['seq', 'topic', 'partition', 'key', 'payload', 'headers', 'time'])
    .where('topic', '=', topic)
    .where('partition', '=', partition)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(max)
    .execute()
  return rows as ((typeof rows)[number] & { seq: number })[]
}

type NumberedRow = Awaited<ReturnType<typeof numberedAfter>>[number]

function recordOf(row: NumberedRow): SourceRecord {
  return {
    topic: row.topic,
    partition: row.partition,
    log: `embedded:${row.topic}`,
    offset: row.seq,
    key: row.key,
    value: row.payload,
    headers: numberedHeaders(row.headers, row.seq),
    time: row.time,
  }
}

/** The record of one event of our log, for trying it again; undefined when it has been trimmed. */
export async function findRecord(reader: Reader, seq: number): Promise<SourceRecord | undefined> {
  const row = await reader
    .selectFrom('events')
    .select(['seq', 'topic', 'partition', 'key', 'payload', 'headers', 'time'])
    .where('seq', '=', seq)
    .executeTakeFirst()
  return row && recordOf(row as NumberedRow)
}
