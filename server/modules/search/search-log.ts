import type { SearchHit } from '#contract/http/search.ts'
import { findEventById, type ListedEvent, listEvents } from '#events/index.ts'
import { findAuditAbout, findAuditEntry } from '#modules/audit/index.ts'
import { findMessage, findMessagesTo } from '#modules/messages/index.ts'
import type { Actor } from '#platform/actor.ts'
import type { Reader } from '#platform/db/database.ts'
import { reach } from '#platform/http/session-guard.ts'

/** `users` and `courses`: ids of what the words have found; the log is asked about these. `id`: the number that was typed. */
export type About = {
  actor: Actor
  limit: number
  q: string
  id: number | undefined
  users: readonly number[]
  courses: readonly number[]
}

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

/** The event of that number, id or type, and the latest ones of the records that were found. */
export async function findEvents(reader: Reader, { actor, limit, q, id, users, courses }: About): Promise<SearchHit[]> {
  if (reach(actor, 'events.read') === 'no') return []
  const latest = (filter: object) => listEvents(reader, { ...filter, order: 'desc', limit })
  const pages = await Promise.all([
    ...(id === undefined ? [] : [latest({ from: id, to: id })]),
    ...(/^[a-z_]+\.[a-z_]+$/.test(q) ? [latest({ type: q })] : []),
    ...users.map((user) => latest({ topic: 'user-events', key: String(user) })),
    ...courses.map((course) => latest({ topic: 'course-events', key: String(course) })),
  ])
  const byId = uuid.test(q) ? await findEventById(reader, q.toLowerCase()) : undefined
  const found = [...(byId ? [byId] : []), ...pages.flatMap(({ events }) => events)]
  const byNumber = new Map(found.map((event) => [event.seq, event]))
  const named = (event: ListedEvent) => Number(event.seq === id || event === byId)
  const sorted = [...byNumber.values()].sort((a, b) => named(b) - named(a) || b.seq - a.seq)
  return sorted.slice(0, limit).map(({ seq, type, topic, key }) => ({
    ...{ id: seq, title: type, detail: `${topic} · ${key}`, status: '' },
  }))
}

/** The entry of that number, and the latest ones about the records that were found. */
export async function findAudit(reader: Reader, { actor, limit, id, users, courses }: About): Promise<SearchHit[]> {
  if (reach(actor, 'audit.read') === 'no') return []
  const named = id === undefined ? undefined : await findAuditEntry(reader, id)
  const objects = [...users.map((user) => `user/${user}`), ...courses.map((course) => `course/${course}`)]
  const entries = [...(named ? [named] : []), ...(await findAuditAbout(reader, objects, limit))]
  return unique(entries, limit).map((entry) => ({
    ...{ id: entry.id, title: entry.action, detail: entry.object, status: '' },
  }))
}

/** The message of that number, and the latest ones to the people who were found. */
export async function findMessages(reader: Reader, { actor, limit, id, users }: About): Promise<SearchHit[]> {
  if (reach(actor, 'messages.read') === 'no') return []
  const named = id === undefined ? undefined : await findMessage(reader, id)
  const messages = [...(named ? [named] : []), ...(await findMessagesTo(reader, users, limit))]
  return unique(messages, limit).map((message) => ({
    ...{ id: message.id, title: message.subject, detail: message.to_address, status: message.status },
  }))
}

function unique<Row extends { id: number }>(rows: readonly Row[], limit: number): Row[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()].slice(0, limit)
}
