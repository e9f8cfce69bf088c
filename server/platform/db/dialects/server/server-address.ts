import type { ConnectionOptions } from 'node:tls'

/** A database on a server, as `DB_URL` names it. */
export type ServerAddress = {
  readonly dialect: 'postgres' | 'mysql'
  readonly host: string
  readonly port: number
  /** Path of a unix socket (PostgreSQL: of its folder), instead of host and port. */
  readonly socket: string | null
  readonly user: string
  readonly password: string
  readonly database: string
  readonly tls: ConnectionOptions | null
  /** PostgreSQL's `options`, for example `-csearch_path=school`. */
  readonly options: string | null
}

/** For people; holds no password. */
export function labelOf({ dialect, host, port, socket, database }: ServerAddress): string {
  return `${dialect === 'postgres' ? 'PostgreSQL' : 'MySQL'} ${database} (${socket ?? `${host}:${port}`})`
}
