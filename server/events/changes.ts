import type { Topic } from '#contract/events/event-type.ts'
import type { Database, Reader } from '#platform/db/database.ts'
import { prepared } from '#platform/db/prepared.ts'
import { getIdentity } from './identity.ts'
import './log-tables.ts'
import { onNotice } from './wake.ts'

/** That something happened to an object, without what it was. */
export type Change = { readonly seq: number; readonly topic: Topic; readonly key: string; readonly type: string }

/** Numbered events behind a number, in their order; numbers follow each other, so a gap means that some were trimmed. */
export async function changesAfter(reader: Reader, after: number, limit: number): Promise<Change[]> {
  const rows = await behind(reader, { after, limit })
  return rows.map((row) => ({ ...row, seq: row.seq ?? 0 }))
}

const behind = prepared((db, { after, limit }: { after: number; limit: number }) =>
  db
    .selectFrom('events')
    .select(['seq', 'topic', 'key', 'type'])
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit as number),
)

/** What events held, by their numbers; what is not JSON is left out. */
export async function payloadsOf(
  reader: Reader,
  seqs: readonly number[],
): Promise<Map<number, Record<string, unknown>>> {
  if (seqs.length === 0) return new Map()
  const rows = await reader
    .selectFrom('events')
    .select(['seq', 'payload'])
    .where('seq', 'in', [...seqs])
    .execute()
  return new Map(rows.flatMap(({ seq, payload }) => (seq === null ? [] : [[seq, parsed(payload)] as const])))
}

function parsed(payload: string): Record<string, unknown> {
  try {
    return JSON.parse(payload) as Record<string, unknown>
  } catch {
    return {}
  }
}

/** Milliseconds between two looks for what other processes wrote, and between two calls at most. */
const lookMs = 1000
const restMs = 50

/**
 * Calls whenever the log has grown: at once after a commit of this process, within a second after another's. It costs
 * nothing but while somebody watches. Returns the way to stop.
 */
export async function watchLog(database: Database, tell: () => void): Promise<() => void> {
  const { instanceId } = await getIdentity(database.reader)
  let known = -1
  let rest: ReturnType<typeof setTimeout> | undefined
  let missed = false
  const grown = () => {
    missed = rest !== undefined
    if (missed) return
    rest = setTimeout(() => {
      rest = undefined
      if (missed) grown()
    }, restMs)
    tell()
  }
  const look = async () => {
    const { lastSeq: now } = await getIdentity(database.reader)
    if (now === known) return
    known = now
    grown()
  }
  const stopListening = onNotice(instanceId, (notice) => notice.news === 'numbered' && grown())
  // the database may be away for a while: the next look comes by itself
  const lookAgain = () => void look().catch(() => {})
  const net = setInterval(lookAgain, lookMs)
  // what was committed before anybody listened
  lookAgain()
  return () => {
    stopListening()
    clearInterval(net)
    clearTimeout(rest)
    missed = false
  }
}
