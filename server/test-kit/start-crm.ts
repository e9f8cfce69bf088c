import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { getIdentity } from '#events/identity.ts'
import type { ListedEvent } from '#events/index.ts'
import { hasUnnumbered, listEvents, listGroups } from '#events/index.ts'
import { announce } from '#events/wake.ts'
import { readConfig } from '#platform/config/config.ts'
import type { Environment } from '#platform/config/settings.ts'
import type { Database } from '#platform/db/database.ts'
import { createTestDatabase, testDialect } from '#platform/db/testing/test-database.ts'
import type { Limits } from '#platform/http/server.ts'
import { createLog } from '#platform/log.ts'
import { type Server, startServer } from '../start-server.ts'
import { Caller } from './caller.ts'
import { FrozenClock } from './frozen-clock.ts'

export type StartOptions = {
  /** The frozen time; 2026-03-01T12:00:00Z unless said otherwise. */
  now?: string
  env?: Environment
  limits?: Limits
}

/** A CRM of its own: a real server on a free port, a real SQLite file, a clock that moves only when told. */
export type Crm = {
  readonly server: Server
  readonly db: Database
  readonly clock: FrozenClock
  /** Its DB_URL. */
  readonly homeUrl: string
  /** Where it listens, for tests that need a socket. */
  readonly url: string
  /** Everything that was logged, one line each. */
  readonly console: string[]
  readonly anonymous: Caller
  /** Signs in through POST /login. */
  as(user: { email: string; password: string }): Promise<Caller>
  /** Numbered events, of one type if named. */
  events(type?: string): Promise<ListedEvent[]>
  /** Resolves when every consumer group has caught up; rejects after 10 s. */
  settled(): Promise<void>
  /** Stops and starts again on the same file; with other settings where they are named. */
  restart(changed?: Environment): Promise<Crm>
  stop(): Promise<void>
}

export const localEnv: Environment = { HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'info', LOG_FORMAT: 'text' }
export const publicEnv: Environment = {
  ...localEnv,
  PUBLIC_URL: 'https://crm.example.com',
  SECRET_KEY: 'k3y-for-tests-0123456789-abcdefghijkl',
}

/** Starts a CRM in a home of its own; it is stopped and removed after the test file. */
export async function startCrm(options: StartOptions = {}): Promise<Crm> {
  const home = await newHome()
  const crm = await startAt(home.url, options)
  after(async () => {
    await crm.stop()
    await home.remove()
  })
  return crm
}

/** A place for a new database: a file, or a schema or database of its own on the server of this run. */
export async function newHome(): Promise<{ url: string; remove(): Promise<unknown> }> {
  if (testDialect !== 'sqlite') {
    const { url, drop } = await createTestDatabase()
    return { url, remove: drop }
  }
  return newFile()
}

/** A place for a SQLite file, whatever this run is about. */
export function newFile(): { url: string; remove(): Promise<unknown> } {
  const folder = mkdtempSync(join(tmpdir(), 'crm-test-'))
  const remove = async () => rmSync(folder, { recursive: true, force: true })
  return { url: `sqlite:///${join(folder, 'crm.db')}`, remove }
}

async function startAt(url: string, options: StartOptions): Promise<Crm> {
  let env: Environment = { ...localEnv, DB_URL: url, ...options.env }
  const lines: string[] = []
  const clock = new FrozenClock(options.now ?? '2026-03-01T12:00:00Z')
  const config = readConfig(env)
  const log = createLog({ level: config.logLevel, format: config.logFormat, write: (line) => void lines.push(line) })
  let server = await startServer(config, { clock, log, ...(options.limits && { limits: options.limits }) })
  let running = true
  const crm: Crm = {
    get server() {
      return server
    },
    get db() {
      return server.house.db
    },
    get url() {
      return server.url
    },
    homeUrl: url,
    clock,
    console: lines,
    get anonymous() {
      return new Caller(server.app, hostOf(env))
    },
    async as({ email, password }) {
      const caller = new Caller(server.app, hostOf(env))
      const answer = await caller.post('/login', { email, password })
      if (answer.status !== 200)
        throw new Error(`${email} could not sign in: ${answer.status} ${JSON.stringify(answer.body)}`)
      return caller.withCookie(answer)
    },
    async events(type) {
      await numbered(server.house.db)
      const { events } = await listEvents(server.house.db.reader, { type, limit: 1000 })
      return events
    },
    settled: () => settled(server.house.db),
    async restart(changed = {}) {
      if (running) await server.stop('test')
      env = { ...env, ...changed }
      server = await startServer(readConfig(env), {
        clock,
        log,
        ...(options.limits && { limits: options.limits }),
      })
      running = true
      return crm
    },
    async stop() {
      if (!running) return
      running = false
      await server.stop('test')
    },
  }
  return crm
}

function hostOf(env: Environment): string {
  return env['PUBLIC_URL'] ? new URL(env['PUBLIC_URL']).host : '127.0.0.1'
}

/** Numbers come with the commit on SQLite and a moment later elsewhere. */
export async function numbered({ reader }: Database): Promise<void> {
  const giveUpAt = performance.now() + 10_000
  while (await hasUnnumbered(reader)) {
    if (performance.now() > giveUpAt) throw new Error('events are still without a number')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** Positions behind events that a group only passes by are stored at its look around, once a second: it looks at once here. */
async function settled(db: Database): Promise<void> {
  await numbered(db)
  const { reader } = db
  const { instanceId } = await getIdentity(reader)
  const giveUpAt = performance.now() + 10_000
  for (;;) {
    const behind = (await listGroups(reader)).filter((group) => group.lag > 0)
    if (behind.length === 0) return
    if (performance.now() > giveUpAt)
      throw new Error(`still behind: ${behind.map(({ group, lag }) => `${group} ${lag}`).join(', ')}`)
    announce(instanceId, { news: 'changed' })
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
