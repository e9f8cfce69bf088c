import { existsSync, statSync } from 'node:fs'
import { platform } from 'node:os'
import type { Config } from '#platform/config/config.ts'
import { readLastBackup } from '#platform/db/last-backup.ts'
import { type Finding, note, ok, wrong } from './finding.ts'

const dayMs = 24 * 3_600_000
const oldBackupDays = 7

/** Who else may read the database and its secret, and how old the newest copy is. */
export function lookAtFiles(file: string, config: Config, now: Date): Finding[] {
  const own = [file, `${file}-secret`].filter((path) => existsSync(path))
  return [...own.map(lookAtRights), lookAtBackup(file, config, now)]
}

function lookAtRights(path: string): Finding {
  // Windows has no such bits; its folders carry the rights
  const open = platform() !== 'win32' && (statSync(path).mode & 0o077) !== 0
  return open ? wrong(`файл доступен другим пользователям: ${path} (chmod 600)`) : ok(`права на файл: ${path}`)
}

function lookAtBackup(file: string, { mode }: Config, now: Date): Finding {
  const serious = mode === 'public' ? wrong : note
  const last = readLastBackup(file)
  if (last === null) return serious('копий базы не было: npm run crm -- backup FILE')
  const days = Math.floor((now.getTime() - Date.parse(last.at)) / dayMs)
  const text = `последняя копия базы: ${last.at}, ${last.target}`
  return days > oldBackupDays ? serious(`${text}, ей дней: ${days}`) : ok(text)
}
