import type { SearchGroup, SearchHit } from '#contract/http/search.ts'
import { spellings } from '#contract/spellings.ts'
import { type Course, findCoursesByWords, findCourseToList } from '#modules/courses/index.ts'
import { findUserByEmail, findUsersByWords, findUserToList, type User } from '#modules/users/index.ts'
import type { Actor } from '#platform/actor.ts'
import type { Reader } from '#platform/db/database.ts'
import { namesWords } from '#platform/db/find-words.ts'
import { findAudit, findEvents, findMessages } from './search-log.ts'

/** Kinds that have hits, at most `limit` of each; what has no letters and digits finds nothing. */
export async function searchEverything(reader: Reader, actor: Actor, q: string, limit: number): Promise<SearchGroup[]> {
  if (!namesWords(q)) return []
  const meant = spellings(q).filter(namesWords)
  const id = numberIn(q)
  const byEmail = await findByEmail(reader, actor, q)
  const [users, courses] = await Promise.all([
    collect<User>(
      limit,
      byEmail ? Promise.resolve(byEmail) : id && findUserToList(reader, actor, id),
      // a whole address names one account; its words (example, com) would only walk through everybody's
      byEmail ? [] : meant.map((words) => (room) => findUsersByWords(reader, actor, words, room)),
    ),
    collect<Course>(
      limit,
      id && findCourseToList(reader, actor, id),
      meant.map((words) => (room) => findCoursesByWords(reader, actor, words, room)),
    ),
  ])
  const about = { actor, limit, id, q: q.trim(), users: users.map(idOf), courses: courses.map(idOf) }
  const groups: SearchGroup[] = [
    { kind: 'user', hits: users.map(userHit) },
    { kind: 'course', hits: courses.map(courseHit) },
    { kind: 'event', hits: await findEvents(reader, about) },
    { kind: 'audit', hits: await findAudit(reader, about) },
    { kind: 'message', hits: await findMessages(reader, about) },
  ]
  return groups.filter(({ hits }) => hits.length > 0)
}

async function findByEmail(reader: Reader, actor: Actor, q: string): Promise<User | undefined> {
  const user = q.includes('@') ? await findUserByEmail(reader, q.trim()) : undefined
  return user && findUserToList(reader, actor, user.id)
}

/** `42` and `#42` name a record by its id. */
function numberIn(q: string): number | undefined {
  const digits = /^\s*[#№]?\s*([1-9]\d{0,14})\s*$/.exec(q)?.[1]
  return digits === undefined ? undefined : Number(digits)
}

type Found = { readonly id: number }

/** The one with the very id first, then what the spellings find, one after the other until there are enough. */
async function collect<Row extends Found>(
  limit: number,
  exact: Promise<Row | undefined> | undefined | 0,
  ways: readonly ((room: number) => Promise<Row[]>)[],
): Promise<Row[]> {
  const named = await exact
  const found = new Map<number, Row>(named ? [[named.id, named]] : [])
  for (const find of ways) {
    if (found.size >= limit) break
    for (const row of await find(limit)) found.set(row.id, found.get(row.id) ?? row)
  }
  return [...found.values()].slice(0, limit)
}

function idOf({ id }: Found): number {
  return id
}

function userHit({ id, name, email, status }: User): SearchHit {
  return { id, title: name, detail: email, status }
}

function courseHit({ id, title, status }: Course): SearchHit {
  return { id, title, detail: '', status }
}
