import { type Kysely, sql } from 'kysely'
import type {} from '#events/consumer-tables.ts'
import type {} from '#events/log-tables.ts'
import { partitionOf } from '#events/partition.ts'
import type { Database, Tables } from '#platform/db/database.ts'
import { fold, foldKey, foundBy } from '#platform/db/search-words.ts'

/** Rows written past the product's own door, because only their number matters here: lists are then asked through it. */
export type Sizes = { readonly users: number; readonly courses: number; readonly events: number }

const names = ['Мария', 'Иван', 'Анна', 'Пётр', 'Елена', 'Сергей', 'Ольга', 'Дмитрий', 'Наталья', 'Алёна']
const families = ['Петрова', 'Кузнецов', 'Соколова', 'Попов', 'Лебедева', 'Козлов', 'Новикова', 'Морозов', 'Волкова']
const subjects = ['Python', 'Дизайн', 'Маркетинг', 'Английский язык', 'Аналитика', 'Живопись', 'Гитара', 'Фотография']
const start = Date.UTC(2026, 0, 1)
const perStatement = 500

/** Into a CRM whose server is stopped and has run before; its consumers have nothing left to do then. */
export async function fillLists(db: Database, { users, courses, events }: Sizes): Promise<void> {
  await inParts(users, (numbers) => insertFound(db, 'user', 'users', numbers.map(userRow)))
  await inParts(courses, (numbers) => insertFound(db, 'course', 'courses', numbers.map(courseRow)))
  await fillEvents(db, events)
  await passEverything(db)
  await refreshStatistics(db)
}

const ids = 1_000_000

function userRow(number: number) {
  const email = `listed${number}@example.com`
  const name = `${pick(names, number)} ${pick(families, number * 7)} ${number}`
  const at = start + number * 60_000
  return {
    ...{ id: ids + number, email, email_folded: email, name, name_key: foldKey(name), age: 18 + (number % 50) },
    found_by: foundBy([name, email]),
    ...{ role: number % 100 === 0 ? 'teacher' : 'student', status: number % 50 === 7 ? 'disabled' : 'active' },
    ...{ locale: 'ru', password_is_weak: 0, created_at: at, updated_at: at, version: 1 },
  }
}

function courseRow(number: number) {
  const title = `${pick(subjects, number)} для всех ${number}`
  const at = start + number * 60_000
  return {
    ...{ id: ids + number, title, title_key: foldKey(title), price: (number % 100) * 100, currency: 'RUB' },
    found_by: foundBy([title]),
    ...{ status: number % 10 === 3 ? 'draft' : 'published', created_at: at, updated_at: at, version: 1 },
  }
}

async function insertFound(
  db: Database,
  entity: string,
  table: 'users' | 'courses',
  rows: readonly ({ id: number } & ({ name: string; email: string } | { title: string }))[],
): Promise<void> {
  const wordsOf = (row: (typeof rows)[number]) => fold('title' in row ? row.title : `${row.name} ${row.email}`)
  const found = rows.flatMap((row) => wordsOf(row).map((word) => ({ entity, word, entity_id: row.id })))
  await db.inTransaction(async (tx) => {
    const any = tx as unknown as Kysely<Record<string, object>>
    await any.insertInto(table).values(rows).execute()
    await any.insertInto('search_words').values(found).execute()
  })
}

/** A thousand different ones, then all of them once more until there are enough. */
async function fillEvents(db: Database, count: number): Promise<void> {
  const [{ last_seq: before } = { last_seq: 0 }] = await db.reader.selectFrom('event_log').select('last_seq').execute()
  const { epoch, partitions } = await db.reader.selectFrom('event_log').selectAll().executeTakeFirstOrThrow()
  const first = Math.min(1_000, count)
  await inParts(first, async (numbers) => {
    const rows = numbers.map((number) => eventRow(number, before + 1 + number, epoch, partitions))
    await db.inTransaction((tx) => tx.insertInto('events').values(rows).execute(), { patient: true })
  })
  let there = first
  while (there < count) {
    const more = Math.min(there, count - there)
    await db.inTransaction((tx) => doubled(tx, before, there, more), { patient: true })
    there += more
  }
  await db.inTransaction((tx) =>
    tx
      .updateTable('event_log')
      .set({ last_seq: before + count })
      .execute(),
  )
}

function doubled(tx: Kysely<Tables>, before: number, there: number, more: number) {
  const same = sql`id, epoch, topic, ${sql.ref('partition')}, ${sql.ref('key')}, type, payload, headers, time`
  return sql`insert into events (${same}, seq) select ${same}, seq + ${sql.lit(there)} from events
    where seq > ${sql.lit(before)} and seq <= ${sql.lit(before + more)} order by seq`.execute(tx)
}

function eventRow(number: number, seq: number, epoch: number, partitions: number) {
  const isUser = number % 4 !== 0
  const key = String(ids + number)
  const id = `019aabcd-0000-7000-8000-${String(seq).padStart(12, '0')}`
  return {
    ...{ id, epoch, partition: partitionOf(key, partitions), key, seq },
    ...{ topic: isUser ? ('user-events' as const) : ('course-events' as const) },
    ...{ type: isUser ? 'user.updated' : 'course.updated', payload: JSON.stringify({ id: ids + number }) },
    ...{ headers: JSON.stringify({ ce_id: id, ce_type: 'test' }), time: start + seq },
  }
}

async function passEverything(db: Database): Promise<void> {
  await db.inTransaction(async (tx) => {
    const { last_seq } = await tx.selectFrom('event_log').select('last_seq').executeTakeFirstOrThrow()
    await tx.updateTable('consumer_positions').set({ seq: last_seq }).execute()
  })
}

/** What a database server does by itself some minutes after many rows came. */
async function refreshStatistics({ dialect, reader, inTransaction }: Database): Promise<void> {
  const tables = ['users', 'courses', 'search_words', 'events']
  if (dialect === 'postgres') await sql.raw(`vacuum analyze ${tables}`).execute(reader)
  if (dialect === 'mysql')
    await inTransaction((tx) => sql.raw(`analyze table ${tables}`).execute(tx), { patient: true })
}

async function inParts(count: number, write: (numbers: number[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < count; from += perStatement)
    await write(Array.from({ length: Math.min(perStatement, count - from) }, (_, at) => from + at))
}

function pick<Item>(items: readonly Item[], number: number): Item {
  return items[number % items.length] as Item
}
