import { resolve } from 'node:path'
import { StartProblem } from '#platform/start-problem.ts'

/** What `DB_URL` names. The forms are those of the original service. */
export type DatabaseAddress = { readonly dialect: 'sqlite'; readonly file: string }

const servers = /^(postgres(ql)?|mysql|mariadb)(\+\w+)?:/i
const sqlite = /^sqlite(\+\w+)?:\/\/\/(?<path>.+)$/i

/**
 * `sqlite:///./crm.db` (from the working directory), `sqlite:////abs/crm.db`, `sqlite:///C:/data/crm.db`.
 * Throws a `StartProblem` for everything else; never repeats the address, which may hold a password.
 */
export function databaseAddress(url: string): DatabaseAddress {
  if (servers.test(url)) {
    throw new StartProblem(
      'DB_URL: PostgreSQL и MySQL в этой версии ещё не поддерживаются; укажите sqlite:///./crm.db.',
    )
  }
  const path = sqlite.exec(url)?.groups?.['path']
  if (path === undefined) throw new StartProblem('DB_URL: нужен адрес вида sqlite:///./crm.db.')
  if (path.includes(':memory:') || path.startsWith('file:')) {
    throw new StartProblem('DB_URL: база в памяти теряет всё при остановке; укажите файл, например sqlite:///./crm.db.')
  }
  if (path.includes('?')) throw new StartProblem('DB_URL: параметры после «?» для SQLite не поддерживаются.')
  return { dialect: 'sqlite', file: resolve(path) }
}
