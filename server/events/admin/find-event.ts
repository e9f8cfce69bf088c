import type { Reader } from '#platform/db/database.ts'
import { prepared } from '#platform/db/prepared.ts'
import { Failure } from '#platform/failure.ts'
import { getIdentity } from '../identity.ts'
import '../log-tables.ts'
import { type EventRow, type ListedEvent, presentEvent } from './present-event.ts'

/** The event with this number; throws `event_not_found`. */
export async function getEvent(reader: Reader, seq: number): Promise<ListedEvent> {
  const [row] = await eventFrom(reader, { seq })
  if (row?.seq !== seq) throw new Failure('event_not_found')
  return presentEvent(row as EventRow)
}

/**
 * The number of the first event that is not older than `time` (epoch milliseconds); one beyond the last number when all
 * are older. Found by halving, for numbers follow time: where a clock was set back, it is one of the places.
 */
export async function firstNumberAt(reader: Reader, time: number): Promise<number> {
  let [low, high] = [1, (await getIdentity(reader)).lastSeq + 1]
  while (low < high) {
    const seq = Math.floor((low + high) / 2)
    const [row] = await eventFrom(reader, { seq })
    if (!row || row.time >= time) high = seq
    else low = (row.seq ?? seq) + 1
  }
  return low
}

/** A clock of one process may be a little behind another's when they number their events. */
const [earlierMs, numbersLater] = [5_000, 10_000]

/** The event with this id, looked for around the time that its id tells. */
export async function findEventById(reader: Reader, id: string): Promise<ListedEvent | undefined> {
  const time = Number.parseInt(id.replace('-', '').slice(0, 12), 16)
  const from = await firstNumberAt(reader, time - earlierMs)
  const [row] = await eventAround(reader, { id, from, to: from + numbersLater })
  return row && presentEvent(row as EventRow)
}

const eventAround = prepared((db, { id, from, to }: { id: string; from: number; to: number }) =>
  db
    .selectFrom('events')
    .select(['id', 'seq', 'topic', 'partition', 'key', 'type', 'payload', 'headers', 'time'])
    .where('seq', '>=', from)
    .where('seq', '<=', to)
    .where('id', '=', id)
    .limit(1),
)

const eventFrom = prepared((db, { seq }: { seq: number }) =>
  db
    .selectFrom('events')
    .select(['id', 'seq', 'topic', 'partition', 'key', 'type', 'payload', 'headers', 'time'])
    .where('seq', '>=', seq)
    .orderBy('seq')
    .limit(1),
)
