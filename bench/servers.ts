import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Child, startChild } from './child.ts'

/** A running server and the cookie of somebody who may do everything. */
export type Measured = { readonly child: Child; readonly cookie: string; readonly folder: string }

const root = join(import.meta.dirname, '..')
const owner = { email: 'owner@example.com', name: 'Owner', password: 'orchard-velvet-lantern-42', is_admin: true }

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'crm-bench-'))
}

/** Our server as `npm start` runs it: every plugin and consumer on, logging at info level into a file. */
export function startOurs(folder: string): Promise<Child> {
  const env = { DB_URL: `sqlite:///${join(folder, 'crm.db')}`, LOG_LEVEL: 'info' }
  return startChild(join(root, 'server/main.ts'), env, join(folder, 'ours.log'))
}

/** Signs the owner in, who is made first when the database is empty. */
export async function ours(folder = newFolder()): Promise<Measured> {
  const child = await startOurs(folder)
  await post(child, '/users', owner)
  const answer = await post(child, '/login', owner)
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0]
  if (!cookie) throw new Error(`the owner could not sign in: ${answer.status}`)
  return { child, cookie, folder }
}

export async function floor(folder = newFolder()): Promise<Measured> {
  const env = { FLOOR_DB: join(folder, 'floor.db'), FLOOR_TOKEN: 'a-token-of-the-usual-length-0123456789-abcde' }
  const child = await startChild(join(root, 'bench/floor.ts'), env, join(folder, 'floor.log'))
  return { child, cookie: `session_token=${env.FLOOR_TOKEN}`, folder }
}

export function post({ port }: Child, path: string, { email, name, password, is_admin }: Partial<typeof owner>) {
  const body = path === '/login' ? { email, password } : { email, name, password, is_admin }
  const headers = { 'content-type': 'application/json' }
  return fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
}
