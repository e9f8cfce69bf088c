import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { TestContext } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'

const root = join(import.meta.dirname, '..', '..')
const patienceMs = 60_000
const keptLines = 60

export type CrmOptions = {
  /** Working directory and home of the database. */
  folder: string
  env?: Record<string, string>
  /** `starter` goes through tools/start.mjs, as `npm start` does. */
  through?: 'node' | 'starter'
  /** Milliseconds until it must listen. */
  patienceMs?: number
}

/** The real server as a process of its own; it never outlives the test. */
export class CrmProcess {
  readonly child: ChildProcess
  readonly url: string
  readonly file: string
  /** The last lines it wrote, for a failure's report. */
  readonly lines: string[]
  readonly ended: Promise<Exit>

  constructor(started: Started, url: string, file: string) {
    this.child = started.child
    this.lines = started.lines
    this.ended = started.ended
    this.url = url
    this.file = file
  }

  /** The process that serves, which is not `child` when a starter stands between. */
  get serverPid(): number {
    return ownerOf(this.file)?.pid ?? (this.child.pid as number)
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL')
    await this.ended
  }

  /** Answers the exit code and how long the stop took, in milliseconds. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Exit & { ms: number }> {
    const asked = performance.now()
    this.child.kill(signal)
    const exit = await this.ended
    return { ...exit, ms: performance.now() - asked }
  }
}

export type Exit = { code: number | null; signal: NodeJS.Signals | null }
type Started = { child: ChildProcess; lines: string[]; ended: Promise<Exit> }

/** Resolves when it listens; rejects with what it wrote when it ended before or took too long. */
export async function startCrmProcess(t: TestContext, options: CrmOptions): Promise<CrmProcess> {
  const file = join(options.folder, 'crm.db')
  const started = spawnCrm(t, options)
  const late = pause(options.patienceMs ?? patienceMs, 'too late' as const, { ref: false })
  const url = await Promise.race([addressOf(started, file), started.ended, late])
  if (typeof url === 'string' && url !== 'too late') return new CrmProcess(started, url, file)
  started.child.kill('SIGKILL')
  throw new Error(`The server did not start (${JSON.stringify(url)}):\n${started.lines.join('\n')}`)
}

/** As `npm start` gives it: a promise about memory is one about the process that people run. */
function memoryBound(): string {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { start: string } }
  const [bound] = scripts.start.match(/--max-old-space-size=\d+/) ?? []
  if (!bound) throw new Error('npm start bounds the memory of the server no more')
  return bound
}

export function spawnCrm(t: TestContext, { folder, env = {}, through = 'node' }: CrmOptions): Started {
  const main = join(root, 'server', 'main.ts')
  const bound = memoryBound()
  const command = through === 'node' ? [bound, main] : [join(root, 'tools', 'start.mjs'), bound, main]
  const child = spawn(process.execPath, command, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...plainEnvironment(folder), PORT: '0', ...env },
  })
  const lines: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line)
      if (lines.length > keptLines) lines.shift()
    })
  }
  t.after(() => child.kill('SIGKILL'))
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal }) as Exit)
  return { child, lines, ended }
}

/** Nothing of the developer's own settings; compiled code is kept, as the starter does. */
export function plainEnvironment(folder: string): Record<string, string | undefined> {
  const { PATH, HOME, TMPDIR, CRM_TEST_RUN } = process.env
  return {
    PATH,
    HOME,
    TMPDIR,
    CRM_TEST_RUN,
    DB_URL: `sqlite:///${join(folder, 'crm.db').replaceAll('\\', '/')}`,
    HOST: '127.0.0.1',
    LOG_LEVEL: 'info',
    NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'node'),
  }
}

async function addressOf({ child, lines }: Started, file: string): Promise<string | undefined> {
  while (child.exitCode === null && child.signalCode === null) {
    const url = listeningLine(lines)
    if (url !== undefined && ownerOf(file)?.address === url) return url
    await pause(5)
  }
  // whoever waits is told by `ended`
  return new Promise(() => {})
}

function listeningLine(lines: readonly string[]): string | undefined {
  for (const line of lines) {
    const url = /слушает (http:\S+)/.exec(line)?.[1]
    if (url !== undefined) return url
  }
  return undefined
}

function ownerOf(file: string): { pid: number; address: string | null } | undefined {
  try {
    return JSON.parse(readFileSync(`${file}-owner`, 'utf8'))
  } catch {
    return undefined
  }
}
