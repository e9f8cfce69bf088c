import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { SmallDisk, smallDiskMissing } from '../faults/kit/small-disk.ts'

export type TestServer = {
  readonly url: string
  /** Its database. */
  readonly file: string
  /** The small one that was asked for. */
  readonly disk: SmallDisk | null
  /** What it said, one line each. */
  readonly lines: readonly string[]
  stop(): Promise<void>
  /** Ends it without a chance to say goodbye. */
  kill(): Promise<void>
  /** Starts it again, at the same address and on the same database. */
  start(): Promise<void>
}

type ServerOptions = {
  /** As many users and courses before the start. */
  rows?: number
  /** In public mode, under a PUBLIC_URL of its own. */
  isPublic?: boolean
  /** Its wall clock stands still at this moment. */
  at?: string
  /** On a file system of its own with so many MiB, where this machine can have one. */
  disk?: number
  env?: Record<string, string>
}

/** A server of its own on a free port, under the Node that npm scripts find first, on an empty database or with `rows` users and courses. */
export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
  const { rows = 0, isPublic = false, at, env: more = {} } = options
  const ends: (() => void)[] = []
  const disk =
    options.disk && !smallDiskMissing ? new SmallDisk({ after: (end) => ends.push(end) }, options.disk) : null
  const folder = disk?.folder ?? mkdtempSync(join(tmpdir(), 'crm-e2e-'))
  if (!disk) ends.push(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'crm.db')
  if (rows > 0) execFileSync('node', ['bench/seed-lists.ts', file, String(rows)], { stdio: 'inherit' })
  const lines: string[] = []
  const port = isPublic ? String(await freePort()) : '0'
  const env = {
    ...(isPublic && { PUBLIC_URL: `http://127.0.0.1:${port}`, SECRET_KEY: randomBytes(32).toString('hex') }),
    ...more,
    ...(at !== undefined && { FROZEN_AT: at }),
  }
  const home = { file, env, lines }
  let running = await launch(home, port)
  const { url } = running
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    const ended = new Promise((resolve) => running.child.once('exit', resolve))
    running.child.kill(signal)
    await ended
  }
  return {
    url,
    file,
    disk,
    lines,
    kill: () => end('SIGKILL'),
    async start() {
      running = await launch(home, new URL(url).port)
    },
    async stop() {
      await end('SIGTERM')
      for (const end of ends) end()
    },
  }
}

type Running = { child: ChildProcess; url: string }
type Home = { file: string; env: Record<string, string>; lines: string[] }

/** The port of a killed server may need a moment to be free. */
async function launch(home: Home, port: string, tries = 20): Promise<Running> {
  const { file, lines } = home
  const env = { ...process.env, ...home.env, DB_URL: `sqlite:///${file}`, PORT: port, LOG_FORMAT: 'text' }
  const clock = 'FROZEN_AT' in env ? ['--import', './e2e/frozen-clock.mjs'] : []
  const child = spawn('node', [...clock, 'server/main.ts'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    return { child, url: await addressOf(child, lines) }
  } catch (error) {
    if (tries === 0) throw error
    await new Promise((resolve) => setTimeout(resolve, 250))
    return launch(home, port, tries - 1)
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

function addressOf(child: ChildProcess, lines: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
    if (!child.stdout) return
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line)
      const url = /слушает (http:\/\/[\d.:]+)/.exec(line)?.[1]
      if (url) resolve(url)
    })
  })
}
