import type { EventType } from '#contract/events/event-type.ts'
import { eventTypes, findEventType } from '#contract/events/registry.ts'
import type { Tx } from '#platform/db/database.ts'
import './consumer-tables.ts'
import './log-tables.ts'

const personTopic = 'user-events'
/** Events are few per person, yet one of them may have signed in every day for years. */
const batch = 500

/**
 * Forgets the person in the log: personal fields of the account's events, addresses and sessions of everything the
 * person did, and copies of foreign records about the account. Ids, numbers, times and order stay.
 */
export async function erasePersonInEvents(tx: Tx, userId: number): Promise<void> {
  for (const type of eventTypes.filter(isAboutPerson)) await blankEvents(tx, type, String(userId))
  await tx
    .updateTable('events')
    .set({ origin: null })
    .where('actor_id', '=', userId)
    .where('origin', 'is not', null)
    .execute()
  await tx
    .updateTable('events')
    .set({ origin: null })
    .where('key', '=', String(userId))
    .where('topic', '=', personTopic)
    .execute()
  await forgetFailures(tx, String(userId))
  // the last error of a group may quote whom it failed for
  await tx.updateTable('consumer_groups').set({ last_error: null, last_error_at: null }).execute()
}

function isAboutPerson(type: EventType): boolean {
  return type.topic === personTopic && Object.keys(type.personal).length > 0
}

async function blankEvents(tx: Tx, type: EventType, key: string): Promise<void> {
  for (let after = 0; ; ) {
    const rows = await tx
      .selectFrom('events')
      .select(['n', 'payload'])
      .where('key', '=', key)
      .where('type', '=', type.type)
      .where('n', '>', after)
      .orderBy('n')
      .limit(batch)
      .execute()
    for (const { n, payload } of rows) {
      await tx
        .updateTable('events')
        .set({ payload: blanked(payload, type) })
        .where('n', '=', n)
        .execute()
    }
    after = rows.at(-1)?.n ?? 0
    if (rows.length < batch) return
  }
}

/** The same fields in the same order; only what tells about the person is replaced. */
function blanked(payload: string, { personal }: EventType): string {
  const value = JSON.parse(payload) as Record<string, unknown>
  for (const [field, blank] of Object.entries(personal)) if (field in value) value[field] = blank
  return JSON.stringify(value)
}

/** An error's text and a copy of a foreign record may quote anything. */
async function forgetFailures(tx: Tx, key: string): Promise<void> {
  const rows = await tx
    .selectFrom('event_failures')
    .select(['id', 'raw'])
    .where('topic', '=', personTopic)
    .where('key', '=', key)
    .execute()
  for (const { id, raw } of rows) {
    await tx
      .updateTable('event_failures')
      .set({ error: '', raw: blankedCopy(raw) })
      .where('id', '=', id)
      .execute()
  }
}

/** What cannot be read cannot be blanked in part: then nothing of its value is kept. */
function blankedCopy(raw: string | null): string | null {
  if (raw === null) return null
  const { value, bytes: _, ...record } = JSON.parse(raw) as { value?: string | null; bytes?: string }
  return JSON.stringify({ ...record, value: readable(value ?? null) })
}

function readable(value: string | null): string | null {
  try {
    const type = findEventType((JSON.parse(value ?? '') as { event_type: string }).event_type)
    return type && value !== null ? blanked(value, type) : null
  } catch {
    return null
  }
}
