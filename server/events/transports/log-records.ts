import type { Topic } from '#contract/events/event-type.ts'
import type { Reader } from '#platform/db/database.ts'
import { prepared } from '#platform/db/prepared.ts'
import { numberedHeaders } from '../headers.ts'
import '../log-tables.ts'
import type { SourceRecord } from './record.ts'

type After = { topic: Topic; partition: number; after: number; max: number }

const rowsAfter = prepared((db, { topic, partition, after, max }: After) =>
  numbered(db)
    .where('topic', '=', topic)
    .where('partition', '=', partition)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(max),
)

/** The next numbered events of one partition as records. */
export async function recordsAfter(reader: Reader, request: After): Promise<SourceRecord[]> {
  return (await rowsAfter(reader, request)).map(recordOf)
}

/** The record of one event of our log, for trying it again; undefined when it has been trimmed. */
export async function findRecord(reader: Reader, seq: number): Promise<SourceRecord | undefined> {
  const row = await numbered(reader).where('seq', '=', seq).executeTakeFirst()
  return row && recordOf(row)
}

function numbered(reader: Reader) {
  return reader.selectFrom('events').select(['seq', 'topic', 'partition', 'key', 'payload', 'headers', 'time'])
}

type Row = Awaited<ReturnType<typeof rowsAfter>>[number]

function recordOf({ topic, partition, key, payload, headers, time, seq }: Row): SourceRecord {
  const offset = seq as number
  return {
    topic,
    partition,
    log: `embedded:${topic}`,
    offset,
    key,
    value: payload,
    headers: numberedHeaders(headers, offset),
    time,
  }
}
