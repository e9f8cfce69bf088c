import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chownSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** A database server for tests; `url` is what DB_URL would be, with the rights to make schemas or databases. */
export type DatabaseServer = { readonly url: string; stop(): Promise<void> }

/** One that belongs to the test, which may do to it what happens to servers. */
export type OwnServer = DatabaseServer & {
  /** Where its socket lies and the certificate that it shows to whoever asks for TLS. */
  readonly folder: string
  /** Ends it at once, as a power cut would. */
  crash(): Promise<void>
  /** After a crash: again on the same port, with what it had stored; resolves when it takes connections. */
  start(): Promise<void>
  /** It answers nobody for so long, and keeps its connections (Linux). */
  pause(ms: number): Promise<void>
}

/** Whom to run a server as: both refuse to run as root. */
export type Account = { uid?: number; gid?: number }

export function accountOf(name: string): Account {
  if (process.getuid?.() !== 0) return {}
  const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

/** A folder of its own for that account, gone with the server. */
export function serverFolder(name: string, { uid, gid }: Account): string {
  const folder = mkdtempSync(join(tmpdir(), `crm-${name}-`))
  if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid)
  return folder
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => probe.once('listening', resolve))
  const { port } = probe.address() as { port: number }
  await new Promise((resolve) => probe.close(resolve))
  return port
}

type Wish = {
  readonly url: string
  readonly command: string
  readonly args: readonly string[]
  readonly account: Account
  readonly folder: string
  /** What it prints when it takes connections. */
  readonly ready: string
  readonly stopWith: NodeJS.Signals
  /** Ends it without writing anything more, as a power cut would. */
  readonly crashWith: NodeJS.Signals
}

/** Starts a server in the foreground and waits until it says that it is ready; throws with its last words if it ends first. */
export async function startServerProcess(wish: Wish): Promise<OwnServer> {
  let child = await spawnReady(wish)
  return {
    url: wish.url,
    folder: wish.folder,
    async stop() {
      if (!hasEnded(child)) signalAll(child, 'SIGCONT')
      await endedBy(child, wish.stopWith)
      rmSync(wish.folder, { recursive: true, force: true, maxRetries: 5 })
    },
    crash: () => endedBy(child, wish.crashWith),
    async start() {
      child = await spawnReady(wish)
    },
    async pause(ms) {
      const stopped = signalAll(child, 'SIGSTOP')
      await pause(ms)
      for (const pid of stopped) tell(pid, 'SIGCONT')
    },
  }
}

async function spawnReady(wish: Wish): Promise<ChildProcess> {
  const child = spawn(wish.command, wish.args, { ...wish.account, cwd: wish.folder, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said = (said + text).slice(-20_000)))
  const giveUpAt = performance.now() + 60_000
  while (!said.includes(wish.ready)) {
    if (child.exitCode !== null || performance.now() > giveUpAt) {
      child.kill('SIGKILL')
      throw new Error(`${wish.command} did not start:\n${said.slice(-2000)}`)
    }
    await pause(20)
  }
  return child
}

async function endedBy(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (hasEnded(child)) return
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  child.kill(signal)
  const late = setTimeout(() => child.kill('SIGKILL'), 20_000)
  await ended
  clearTimeout(late)
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

/** A server and the processes it has made; each of PostgreSQL's connections is one. */
function signalAll(child: ChildProcess, signal: NodeJS.Signals): number[] {
  const pid = child.pid as number
  const threads = globSync(`/proc/${pid}/task/*/children`).flatMap((file) => readFileSync(file, 'utf8').split(' '))
  const all = [pid, ...threads.filter(Boolean).map(Number)]
  return all.filter((one) => tell(one, signal))
}

/** False: it has ended meanwhile, as a server's processes do when nobody needs them. */
function tell(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
    throw error
  }
}
