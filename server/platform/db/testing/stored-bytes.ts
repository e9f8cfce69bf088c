import { existsSync, readFileSync } from 'node:fs'
import { type Kysely, sql } from 'kysely'
import type { Database } from '../database.ts'

/** Everything the database keeps, as one text: the bytes of its files, or of a server all rows of all tables as a dump has them. */
export async function storedBytes({ file, reader }: Database): Promise<string> {
  if (file !== null)
    return [file, `${file}-wal`]
      .filter((path) => existsSync(path))
      .map(read)
      .join()
  const { rows } = await sql<{ name: string }>`select table_name as name from information_schema.tables
    where table_schema = ${sql.raw(placeOf(reader))} order by table_name`.execute(reader)
  const tables = await Promise.all(rows.map(({ name }) => sql`select * from ${sql.table(name)}`.execute(reader)))
  return JSON.stringify(tables.map((table) => table.rows))
}

function read(path: string): string {
  return readFileSync(path, 'utf8')
}

function placeOf(reader: Kysely<never> | Database['reader']): string {
  return reader.getExecutor().adapter.supportsReturning ? 'current_schema()' : 'database()'
}
