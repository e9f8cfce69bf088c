import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import type { ListedEvent } from '#events/index.ts'
import { listEvents, listGroups } from '#events/index.ts'
import { readConfig } from '#platform/config/config.ts'
import type { Environment } from '#platform/config/settings.ts'
import type { Database } from '#platform/db/database.ts'
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

/** Starts a CRM in a folder of its own; it is stopped and removed after the test file. */
export async function startCrm(options: StartOptions = {}): Promise<Crm> {
  const folder = mkdtempSync(join(tmpdir(), 'crm-test-'))
  const crm = await startIn(folder, options)
  after(async () => {
    await crm.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  return crm
}

async function startIn(folder: string, options: StartOptions): Promise<Crm> {
  let env: Environment = { ...localEnv, DB_URL: `sqlite:///${join(folder, 'crm.db')}`, ...options.env }
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
      const { events } = await listEvents(server.house.db.reader, { type, limit: 1000 })
      return events
    },
    settled: () => settled(server.house.db),
    async restart(changed = {}) {
      await server.stop('test')
      env = { ...env, ...changed }
      server = await startServer(readConfig(env), {
        clock,
        log,
        ...(options.limits && { limits: options.limits }),
      })
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

async function settled({ reader }: Database): Promise<void> {
  const giveUpAt = performance.now() + 10_000
  for (;;) {
    const behind = (await listGroups(reader)).filter((group) => group.lag > 0)
    if (behind.length === 0) return
    if (performance.now() > giveUpAt)
      throw new Error(`still behind: ${behind.map(({ group, lag }) => `${group} ${lag}`).join(', ')}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
