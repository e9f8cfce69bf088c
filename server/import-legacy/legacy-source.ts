import { DatabaseSync } from 'node:sqlite'
import { sql } from 'kysely'
import { inspectDatabaseFile } from '#platform/db/database-file.ts'
import { databaseAddress } from '#platform/db/database-url.ts'
import { openServerDatabase } from '#platform/db/open-server.ts'
import { StartProblem } from '#platform/start-problem.ts'

/** As the original service kept them; nothing about these values is certain. */
export type LegacyUser = {
  id: number
  email: string
  name: string
  age: number | null
  /** Plain text: it must never be written, logged or shown. */
  password: string
  is_admin: number | boolean | null
}
export type LegacyCourse = { id: number; title: string; description: string | null; price: number | string }

/** The original service's database, only read. */
export type LegacySource = {
  users(after: number, limit: number): Promise<LegacyUser[]>
  courses(after: number, limit: number): Promise<LegacyCourse[]>
  count(table: LegacyTable): Promise<number>
  close(): Promise<void>
}

type LegacyTable = 'users' | 'courses'
type Query = (text: string, values: readonly number[]) => Promise<Record<string, unknown>[]>

/** Throws a `StartProblem` when there is no such database or it is not the original service's. */
export async function openLegacySource(url: string): Promise<LegacySource> {
  const address = databaseAddress(url)
  const { query, close } = address.dialect === 'sqlite' ? openFile(address.file) : await openServer(address)
  const page = async (columns: string, table: LegacyTable, after: number, limit: number) =>
    (await query(`select ${columns} from ${table} where id > ? order by id limit ?`, [after, limit])) as never[]
  const source: LegacySource = {
    users: (after, limit) => page('id, email, name, age, password, is_admin', 'users', after, limit),
    courses: (after, limit) => page('id, title, description, price', 'courses', after, limit),
    count: async (table) => Number((await query(`select count(*) as n from ${table}`, []))[0]?.['n']),
    close,
  }
  try {
    await Promise.all([source.users(0, 1), source.courses(0, 1)])
    return source
  } catch (error) {
    await close()
    throw new StartProblem('Это не база прежнего сервиса: в ней нет его таблиц users и courses.', { cause: error })
  }
}

function openFile(file: string): { query: Query; close(): Promise<void> } {
  if (!inspectDatabaseFile(file)) throw new StartProblem(`Базы прежнего сервиса нет: ${file}.`)
  const db = new DatabaseSync(file, { readOnly: true, timeout: 5000 })
  return {
    query: async (text, values) => db.prepare(text).all(...values),
    close: async () => db.close(),
  }
}

async function openServer(address: Parameters<typeof openServerDatabase>[0]) {
  const { reader, close } = await openServerDatabase(address)
  const query: Query = async (text, values) => {
    const parts = text.split('?')
    const built = parts.map((part, at) => (at < values.length ? sql`${sql.raw(part)}${values[at]}` : sql.raw(part)))
    return (await sql<Record<string, unknown>>`${sql.join(built, sql``)}`.execute(reader)).rows
  }
  return { query, close }
}
