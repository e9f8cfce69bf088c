import type { TestContext } from 'node:test'
import { runOn } from '#platform/db/testing/test-database.ts'
import { startMariadb } from '../../tools/database-servers/mariadb.ts'
import { startPostgres } from '../../tools/database-servers/postgres.ts'
import type { OwnServer } from '../../tools/database-servers/server-process.ts'

const starts = { PostgreSQL: startPostgres, MariaDB: startMariadb }
export type ServerKind = keyof typeof starts
export const serverKinds = Object.keys(starts) as ServerKind[]

/** A throw-away server of the installed packages, which this test may stop and start as it likes. */
export async function startOwnServer(t: TestContext, kind: ServerKind): Promise<OwnServer> {
  const server = await starts[kind]()
  t.after(() => server.stop())
  if (kind === 'PostgreSQL') return server
  await runOn(server.url, 'create database crm')
  return { ...server, url: server.url.replace(/\/mysql$/, '/crm') }
}
