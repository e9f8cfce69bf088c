import type { Topic } from '#contract/events/event-type.ts'
import { isoTime } from '#platform/clock.ts'
import type { Reader } from '#platform/db/database.ts'
import { type Headers, numberedHeaders } from '../headers.ts'
import { getIdentity } from '../identity.ts'
import '../log-tables.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'

export type EventFilter = { topic?: Topic | undefined; type?: string | undefined; key?: string | undefined }

export type ListedEvent = {
  id: string
  seq: number
  topic: Topic
  partition: number
  key: string
  type: string
  time: string
  /** The JSON object; base64 text when the record is not JSON. */
  value: unknown
  headers: Headers
}

/**
 * Numbered events in the order of their numbers, at most `limit`. `next` leads on from the last one listed and keeps
 * its meaning while events arrive; it is null on an empty page. A bad `after` is refused with `validation`.
 */
export async function listEvents(
  reader: Reader,
  request: EventFilter & { after?: string | undefined; limit: number },
): Promise<{ events: ListedEvent[]; next: string | null }> {
  const after = request.after === undefined ? 0 : decodeCursor(request.after)
  const rows = await matching(reader, request, after, request.limit)
  const events = rows.map((row) => present({ ...row, seq: row.seq ?? 0 }))
  const last = events.at(-1)
  return { events, next: last ? encodeCursor(last.seq) : null }
}

/** Each filter is answered along one index in the order of numbers, so that a page costs the same in a log of any size. */
function matching(reader: Reader, { key, type, topic }: EventFilter, after: number, limit: number) {
  if (topic !== undefined && key === undefined && type === undefined)
    return mergedPartitions(reader, topic, after, limit)
  let rows = numbered(reader, after, limit)
  if (key !== undefined) rows = rows.where('key', '=', key)
  if (type !== undefined) rows = rows.where('type', '=', type)
  if (topic !== undefined) rows = rows.where('topic', '=', topic)
  return rows.execute()
}

function numbered(reader: Reader, after: number, limit: number) {
  return reader
    .selectFrom('events')
    .select(['id', 'seq', 'topic', 'partition', 'key', 'type', 'payload', 'headers', 'time'])
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit)
}

/** The index leads through one partition at a time; the first `limit` of all lie among the first `limit` of each. */
async function mergedPartitions(reader: Reader, topic: Topic, after: number, limit: number) {
  const { partitions } = await getIdentity(reader)
  const pages = await Promise.all(
    Array.from({ length: partitions }, (_, partition) =>
      numbered(reader, after, limit).where('topic', '=', topic).where('partition', '=', partition).execute(),
    ),
  )
  return pages
    .flat()
    .sort((a, b) => (a.seq ?? 0) - (b.seq ?? 0))
    .slice(0, limit)
}

type Row = Omit<ListedEvent, 'time' | 'value' | 'headers'> & { time: number; payload: string; headers: string }

function present({ payload, headers, time, ...row }: Row): ListedEvent {
  return { ...row, time: isoTime(time), value: jsonOrBase64(payload), headers: numberedHeaders(headers, row.seq) }
}

function jsonOrBase64(payload: string): unknown {
  try {
    return JSON.parse(payload)
  } catch {
    return Buffer.from(payload, 'utf8').toString('base64')
  }
}
