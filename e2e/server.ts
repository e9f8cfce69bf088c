import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export type TestServer = {
  readonly url: string
  stop(): Promise<void>
  /** Ends it without a chance to say goodbye. */
  kill(): Promise<void>
  /** Starts it again, at the same address and on the same database. */
  start(): Promise<void>
}

/** A server of its own on a free port, under the Node that npm scripts find first, on an empty database or with `rows` users and courses. */
export async function startServer({ rows = 0 } = {}): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'crm-e2e-'))
  const file = join(folder, 'crm.db')
  if (rows > 0) execFileSync('node', ['bench/seed-lists.ts', file, String(rows)], { stdio: 'inherit' })
  let running = await launch(file, '0')
  const { url } = running
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    const ended = new Promise((resolve) => running.child.once('exit', resolve))
    running.child.kill(signal)
    await ended
  }
  return {
    url,
    kill: () => end('SIGKILL'),
    async start() {
      running = await launch(file, new URL(url).port)
    },
    async stop() {
      await end('SIGTERM')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

type Running = { child: ChildProcess; url: string }

/** The port of a killed server may need a moment to be free. */
async function launch(file: string, port: string, tries = 20): Promise<Running> {
  const env = { ...process.env, DB_URL: `sqlite:///${file}`, PORT: port, LOG_FORMAT: 'text' }
  const child = spawn('node', ['server/main.ts'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    return { child, url: await addressOf(child) }
  } catch (error) {
    if (tries === 0) throw error
    await new Promise((resolve) => setTimeout(resolve, 250))
    return launch(file, port, tries - 1)
  }
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
    if (!child.stdout) return
    createInterface({ input: child.stdout }).on('line', (line) => {
      const url = /слушает (http:\/\/[\d.:]+)/.exec(line)?.[1]
      if (url) resolve(url)
    })
  })
}
