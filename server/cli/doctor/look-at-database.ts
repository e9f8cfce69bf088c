import { statSync } from 'node:fs'
import { sql } from 'kysely'
import type { Database } from '#platform/db/database.ts'
import { isServed, readFileOwner } from '#platform/db/file-lock.ts'
import { pendingMigrations } from '#platform/db/migrate.ts'
import { migrations } from '../../migrations/index.ts'
import { type Finding, note, ok, wrong } from './finding.ts'

/** The file itself: who serves it, whether it is whole, which changes of the tables it still needs. */
export async function lookAtDatabase({ reader, label }: Database, file: string): Promise<Finding[]> {
  const pending = await pendingMigrations(reader, migrations)
  return [
    ok(`база: ${label}, ${statSync(file).size} байт`),
    ok(`сервер: ${serverOf(file)}`),
    ...(await integrity(reader)),
    pending.length === 0
      ? ok('таблицы этой версии')
      : note(`таблицы обновит следующий запуск сервера: ${pending.join(', ')}`),
  ]
}

function serverOf(file: string): string {
  if (!isServed(file)) return 'не работает'
  const owner = readFileOwner(file)
  return owner === null
    ? 'работает'
    : `процесс ${owner.pid} с ${owner.since}${owner.address ? `, ${owner.address}` : ''}`
}

async function integrity(reader: Database['reader']): Promise<Finding[]> {
  const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check(5)`.execute(reader)
  const problems = rows.map((row) => row.integrity_check).filter((verdict) => verdict !== 'ok')
  const orphans = (await sql`pragma foreign_key_check`.execute(reader)).rows.length
  if (problems.length === 0 && orphans === 0) return [ok('целостность базы проверена')]
  return [
    ...problems.map((problem) => wrong(`база повреждена: ${problem.replaceAll('\n', ' ')}`)),
    ...(orphans > 0 ? [wrong(`ссылок на несуществующие строки: ${orphans}`)] : []),
  ]
}
