import type { Topic } from '#contract/events/event-type.ts'
import type { Reader } from '#platform/db/database.ts'
import { getIdentity } from '../identity.ts'
import '../log-tables.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'
import { type EventRow, type ListedEvent, presentEvent } from './present-event.ts'
import { readUntil } from './search-events.ts'

export type EventFilter = {
  topic?: Topic | undefined
  type?: string | undefined
  key?: string | undefined
  partition?: number | undefined
  /** Numbers, both included. */
  from?: number | undefined
  to?: number | undefined
  /** Stands anywhere in the type, the value or the headers; letter case does not matter. */
  q?: string | undefined
}
export type EventOrder = 'asc' | 'desc'
type Request = EventFilter & { order?: EventOrder | undefined; after?: string | undefined; limit: number }

/**
 * Numbered events in the order of their numbers, or the newest first; at most `limit`. `next` leads on from the last one
 * listed. Upwards it keeps its meaning while events arrive and is null on an empty page; downwards it is null at the
 * beginning of the log. With `q` a page may be short and lead on all the same: so many events were looked through.
 * A bad `after` is refused with `validation`.
 */
export async function listEvents(
  reader: Reader,
  { order = 'asc', ...request }: Request,
): Promise<{ events: ListedEvent[]; next: string | null }> {
  const window = windowOf(request, order)
  const page = (from: Window, limit: number) => matching(reader, request, { ...from, order }, limit)
  const { rows, passed, atEnd } = request.q
    ? await readUntil(request.q, request.limit, window, order, page)
    : await onePage(await page(window, request.limit), request.limit)
  const leads = passed !== null && (order === 'asc' || !atEnd)
  return { events: rows.map(presentEvent), next: leads ? encodeCursor(passed) : null }
}

/** Numbers, both included; null: no bound. */
export type Window = { from: number; to: number | null }

function windowOf({ from = 0, to, after }: Request, order: EventOrder): Window {
  if (after === undefined) return { from, to: to ?? null }
  const passed = decodeCursor(after)
  if (order === 'asc') return { from: Math.max(from, passed + 1), to: to ?? null }
  return { from, to: Math.min(to ?? passed, passed - 1) }
}

function onePage(rows: EventRow[], limit: number) {
  return { rows, passed: rows.at(-1)?.seq ?? null, atEnd: rows.length < limit }
}

type Bounds = Window & { order: EventOrder }

/** Each filter is answered along one index in the order of numbers, so that a page costs the same in a log of any size. */
function matching(reader: Reader, filter: EventFilter, bounds: Bounds, limit: number): Promise<EventRow[]> {
  const { key, type, topic, partition } = filter
  if (topic !== undefined && key === undefined && type === undefined && partition === undefined)
    return mergedPartitions(reader, topic, bounds, limit)
  let rows = numbered(reader, bounds, limit)
  if (key !== undefined) rows = rows.where('key', '=', key)
  if (type !== undefined) rows = rows.where('type', '=', type)
  if (topic !== undefined) rows = rows.where('topic', '=', topic)
  if (partition !== undefined) rows = rows.where('partition', '=', partition)
  return rows.execute() as Promise<EventRow[]>
}

function numbered(reader: Reader, { from, to, order }: Bounds, limit: number) {
  const rows = reader
    .selectFrom('events')
    .select(['id', 'seq', 'topic', 'partition', 'key', 'type', 'payload', 'headers', 'time'])
    .where('seq', '>=', from)
    .orderBy('seq', order)
    .limit(limit)
  return to === null ? rows : rows.where('seq', '<=', to)
}

/** The index leads through one partition at a time; the first `limit` of all lie among the first `limit` of each. */
async function mergedPartitions(reader: Reader, topic: Topic, bounds: Bounds, limit: number): Promise<EventRow[]> {
  const { partitions } = await getIdentity(reader)
  const pages = await Promise.all(
    Array.from({ length: partitions }, (_, partition) =>
      numbered(reader, bounds, limit).where('topic', '=', topic).where('partition', '=', partition).execute(),
    ),
  )
  const sign = bounds.order === 'asc' ? 1 : -1
  return (pages.flat() as EventRow[]).sort((a, b) => sign * (a.seq - b.seq)).slice(0, limit)
}
