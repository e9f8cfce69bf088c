import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Child, startChild } from './child.ts'

/** A running server and the cookie of somebody who may do everything. */
export type Measured = { readonly child: Child; readonly cookie: string; readonly folder: string }

const root = join(import.meta.dirname, '..')
const folders: string[] = []
process.once('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** Goes with this process. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'crm-bench-'))
  folders.push(folder)
  return folder
}

/** Our server as it is: every plugin and consumer on, logging at info level into a file. */
export function startOurs(folder: string, env: Record<string, string> = {}): Promise<Child> {
  return startChild([join(root, 'server/main.ts')], { ...oursIn(folder), ...env }, join(folder, 'ours.log'))
}

/** The same with the compiled code that `npm start` keeps between starts. */
export function startAgain(folder: string): Promise<Child> {
  const env = { ...oursIn(folder), NODE_COMPILE_CACHE: join(folder, 'compiled') }
  return startChild([join(root, 'server/main.ts')], env, join(folder, 'ours.log'))
}

function oursIn(folder: string): Record<string, string> {
  return { DB_URL: `sqlite:///${join(folder, 'crm.db')}`, LOG_LEVEL: 'info' }
}

const owner = { email: 'owner@example.com', name: 'Owner', password: 'orchard-velvet-lantern-42', is_admin: true }

/** Our server with its owner signed in, who is made first. */
export async function ours(folder = newFolder(), env: Record<string, string> = {}): Promise<Measured> {
  const server = { child: await startOurs(folder, env), cookie: '', folder }
  await post(server, '/users', owner)
  const answer = await post(server, '/login', { email: owner.email, password: owner.password })
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0]
  if (!cookie) throw new Error(`the owner could not sign in: ${answer.status}`)
  return { ...server, cookie }
}

export async function floor(folder = newFolder()): Promise<Measured> {
  const env = { FLOOR_DB: join(folder, 'floor.db'), FLOOR_TOKEN: 'a-token-of-the-usual-length-0123456789-abcde' }
  const child = await startChild([join(root, 'bench/floor.ts')], env, join(folder, 'floor.log'))
  return { child, cookie: `session_token=${env.FLOOR_TOKEN}`, folder }
}

export async function post({ child, cookie }: Measured, path: string, body: object): Promise<Response> {
  const headers = { 'content-type': 'application/json', ...(cookie && { cookie }) }
  const answer = await fetch(`http://127.0.0.1:${child.port}${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  })
  await answer.arrayBuffer()
  return answer
}
