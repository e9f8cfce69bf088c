import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** A database server for tests; `url` is what DB_URL would be, with the rights to make schemas or databases. */
export type DatabaseServer = { readonly url: string; stop(): Promise<void> }

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
  command: string
  args: readonly string[]
  account: Account
  folder: string
  /** What it prints when it takes connections. */
  ready: string
  stopWith: NodeJS.Signals
}

/** Starts a server in the foreground and waits until it says that it is ready; throws with its last words if it ends first. */
export async function startServerProcess(wish: Wish): Promise<{ process: ChildProcess; stop(): Promise<void> }> {
  const child = spawn(wish.command, wish.args, { ...wish.account, cwd: wish.folder, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text))
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const giveUpAt = performance.now() + 60_000
  while (!said.includes(wish.ready)) {
    if (child.exitCode !== null || performance.now() > giveUpAt) {
      child.kill('SIGKILL')
      throw new Error(`${wish.command} did not start:\n${said.slice(-2000)}`)
    }
    await pause(20)
  }
  return {
    process: child,
    async stop() {
      child.kill(wish.stopWith)
      await Promise.race([ended, pause(20_000)])
      child.kill('SIGKILL')
      await ended
      rmSync(wish.folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
