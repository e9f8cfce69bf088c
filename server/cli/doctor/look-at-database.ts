import { statSync } from 'node:fs'
import { sql } from 'kysely'
import type { Database } from '#platform/db/database.ts'
import { isServed, readFileOwner } from '#platform/db/file-lock.ts'
import { pendingMigrations } from '#platform/db/migrate.ts'
import { migrations } from '../../migrations/index.ts'
import { type Finding, note, ok, wrong } from './finding.ts'

/** A file: who serves it and whether it is whole; everywhere: which changes of the tables it still needs. */
export async function lookAtDatabase({ reader, label, file }: Database): Promise<Finding[]> {
  const pending = await pendingMigrations(reader, migrations)
  return [
    ...(file === null ? [ok(`база: ${label}`)] : await lookAtFile(reader, label, file)),
    pending.length === 0
      ? ok('таблицы этой версии')
      : note(`таблицы обновит следующий запуск сервера: ${pending.join(', ')}`),
  ]
}

async function lookAtFile(reader: Database['reader'], label: string, file: string): Promise<Finding[]> {
  return [
    ok(`база: ${label}, ${statSync(file).size} байт`),
    ok(`сервер: ${serverOf(file)}`),
    ...(await integrity(reader)),
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
