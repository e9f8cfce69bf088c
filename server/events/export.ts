import type { Reader } from '#platform/db/database.ts'
import { listEvents } from './admin/list-events.ts'

const pageSize = 1000

/** Everything that happened to a person, as the log tells it. */
export async function exportEventsOf(reader: Reader, userId: number): Promise<object[]> {
  const found: object[] = []
  const filter = { topic: 'user-events', key: String(userId), limit: pageSize } as const
  for (let after: string | undefined; ; ) {
    const { events, next } = await listEvents(reader, { ...filter, after })
    found.push(...events.map(({ id, seq, type, time, value }) => ({ id, seq, type, time, value })))
    if (events.length < pageSize || next === null) return found
    after = next
  }
}
