import { resolve } from 'node:path'
import { StartProblem } from '#platform/start-problem.ts'
import type { ServerAddress } from './dialects/server/server-address.ts'
import { namesServer, serverAddress } from './server-url.ts'

export type FileAddress = { readonly dialect: 'sqlite'; readonly file: string }
/** What `DB_URL` names. The forms are those of the original service. */
export type DatabaseAddress = FileAddress | ServerAddress

const sqlite = /^sqlite(\+\w+)?:\/\/\/(?<path>.+)$/i

/**
 * `sqlite:///./crm.db` (from the working directory), `sqlite:////abs/crm.db`, `sqlite:///C:/data/crm.db`, or a database
 * on a server (see `serverAddress`). Throws a `StartProblem` for everything else; never repeats the address, which may hold a password.
 */
export function databaseAddress(url: string): DatabaseAddress {
  if (namesServer(url)) return serverAddress(url)
  const path = sqlite.exec(url)?.groups?.['path']
  if (path === undefined)
    throw new StartProblem('DB_URL: нужен адрес вида sqlite:///./crm.db, postgresql://… или mysql://….')
  if (path.includes(':memory:') || path.startsWith('file:')) {
    throw new StartProblem('DB_URL: база в памяти теряет всё при остановке; укажите файл, например sqlite:///./crm.db.')
  }
  if (path.includes('?')) throw new StartProblem('DB_URL: параметры после «?» для SQLite не поддерживаются.')
  return { dialect: 'sqlite', file: resolve(path) }
}
