import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { after } from 'node:test'
import { fileURLToPath } from 'node:url'
import { createUser } from '#modules/users/index.ts'
import { systemActor } from '#platform/actor.ts'
import type { Environment } from '#platform/config/settings.ts'
import type { Database } from '#platform/db/database.ts'
import { migrate } from '#platform/db/migrate.ts'
import { openDatabase } from '#platform/db/open.ts'
import { Passwords } from '#platform/passwords.ts'
import { migrations } from '../migrations/index.ts'

const program = fileURLToPath(new URL('../cli/crm.ts', import.meta.url))
const server = fileURLToPath(new URL('../main.ts', import.meta.url))
/** Where tools/start.mjs keeps it too: a second start reads compiled code. */
const compiled = fileURLToPath(new URL('../../node_modules/.cache/node', import.meta.url))

export const strong = 'orchard-velvet-lantern-42'
export const publicSettings: Environment = {
  PUBLIC_URL: 'https://crm.example.com',
  SECRET_KEY: 'k3y-for-tests-0123456789-abcdefghijkl',
}

const hash = new Passwords().hash(strong)

export type Result = { code: number | null; out: string; err: string }

/** A school's machine: a folder with its database, the command line, and a server when it is started. */
export class Desk {
  readonly folder = mkdtempSync(join(tmpdir(), 'crm-cli-'))
  readonly file = join(this.folder, 'crm.db')
  settings: Environment = {}

  constructor() {
    after(() => rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }))
  }

  /** The same database on a machine of its own; nobody may have it open. */
  static copyOf(other: Desk): Desk {
    const copy = new Desk()
    copyFileSync(other.file, copy.file)
    return copy
  }

  crm(...args: string[]): Promise<Result> {
    return this.crmWith('', ...args)
  }

  /** With this on its standard input. */
  async crmWith(input: string, ...args: string[]): Promise<Result> {
    const child = this.#spawn(program, args)
    child.stdin?.end(input)
    const [out, err, [code]] = await Promise.all([text(child.stdout!), text(child.stderr!), once(child, 'close')])
    return { code, out, err }
  }

  /** Not waited for: to be killed. */
  begin(...args: string[]): ChildProcess {
    return this.#spawn(program, args)
  }

  /** An owner whose password is `strong`, in a database that is made for it. */
  owner(email = 'owner@example.com'): Promise<void> {
    return this.look(async (db) => {
      await migrate(db, migrations)
      const account = {
        email,
        name: 'Ольга',
        age: null,
        locale: 'ru',
        passwordHash: await hash,
        passwordIsWeak: false,
      } as const
      const now = new Date()
      await db.inTransaction((tx) => createUser(tx, systemActor('test'), account, { role: 'owner', claim: true }, now))
    })
  }

  /** Starts a real server process on a free port. */
  async start(): Promise<RunningServer> {
    const child = this.#spawn(server, [])
    const lines: string[] = []
    const { promise: listening, resolve } = Promise.withResolvers<string>()
    createInterface({ input: child.stdout! }).on('line', (line) => {
      lines.push(line)
      const url = /слушает (\S+)/.exec(line)?.[1]
      if (url) resolve(url)
    })
    after(() => child.kill('SIGKILL'))
    const died = once(child, 'exit').then(() => Promise.reject(new Error(`the server ended: ${lines.join('\n')}`)))
    return new RunningServer(child, await Promise.race([listening, died]), lines)
  }

  /** The database itself, beside whoever has it open, or another one. */
  async look<T>(at: (db: Database) => Promise<T>, file = this.file): Promise<T> {
    const db = await openDatabase(`sqlite:///${file}`)
    try {
      return await at(db)
    } finally {
      await db.close()
    }
  }

  #spawn(file: string, args: string[]): ChildProcess {
    const own = { NODE_ENV: undefined, PORT: '0', DB_URL: `sqlite:///${this.file}`, NODE_COMPILE_CACHE: compiled }
    const env = { ...process.env, ...own, ...this.settings }
    return spawn(process.execPath, [file, ...args], { cwd: this.folder, env, stdio: 'pipe' })
  }
}

export class RunningServer {
  readonly url: string
  readonly lines: readonly string[]
  readonly #child: ChildProcess

  constructor(child: ChildProcess, url: string, lines: readonly string[]) {
    this.#child = child
    this.url = url
    this.lines = lines
  }

  async login(email: string, password: string): Promise<{ status: number; cookie: string }> {
    const answer = await this.#send('POST', '/login', { email, password }, '')
    return { status: answer.status, cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '' }
  }

  async get(path: string, cookie = ''): Promise<{ status: number; body: any }> {
    const answer = await this.#send('GET', path, undefined, cookie)
    return { status: answer.status, body: await answer.json() }
  }

  async post(path: string, body: object, cookie = ''): Promise<{ status: number; body: any }> {
    const answer = await this.#send('POST', path, body, cookie)
    return { status: answer.status, body: await answer.json() }
  }

  async stop(): Promise<void> {
    const gone = once(this.#child, 'exit')
    this.#child.kill('SIGTERM')
    await gone
  }

  #send(method: string, path: string, body: object | undefined, cookie: string): Promise<Response> {
    const type: Record<string, string> = body ? { 'content-type': 'application/json' } : {}
    return fetch(this.url + path, { method, headers: { ...type, cookie }, ...(body && { body: JSON.stringify(body) }) })
  }
}

/** Waits until it is so; rejects after 30 s. */
export async function until(isSo: () => Promise<boolean> | boolean, what: string): Promise<void> {
  for (const giveUpAt = performance.now() + 30_000; performance.now() < giveUpAt; ) {
    if (await isSo()) return
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
  throw new Error(`never came: ${what}`)
}
