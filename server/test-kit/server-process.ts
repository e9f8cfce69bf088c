import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'

export type ServerProcess = {
  url: string
  /** What it has printed so far. */
  printed(): string
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>
  /** Asks it to stop; resolves with its exit code. */
  stop(): Promise<number | null>
}

type Wishes = { env?: Record<string, string>; args?: readonly string[] }

/** The CRM as its user starts it: a process of its own in an empty folder, with no settings but a free port. */
export async function startServerProcess({ env: wanted, args = [] }: Wishes = {}): Promise<ServerProcess> {
  const cwd = mkdtempSync(join(tmpdir(), 'crm-process-'))
  const main = join(import.meta.dirname, '..', 'main.ts')
  const { DB_URL: _, HOST: __, NODE_ENV: ___, ...env } = process.env
  const child = spawn(process.execPath, [main, ...args], {
    cwd,
    env: { ...env, PORT: '0', ...wanted },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part: string) => {
      text += part
    })
  }
  const exited = once(child, 'exit')
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
    await exited
    return child.exitCode
  }
  const kill = async () => {
    child.kill('SIGKILL')
    await exited
  }
  after(async () => {
    await stop()
    rmSync(cwd, { recursive: true, force: true })
  })
  const url = await waitFor(
    () => /слушает (http:\S+)/.exec(text)?.[1],
    () => text,
  )
  return { url, printed: () => text, kill, stop }
}

/** Looks again until something is found; rejects after 20 s with what was printed instead. */
export async function waitFor<T>(look: () => T | undefined, printed: () => string): Promise<T> {
  const giveUpAt = performance.now() + 20_000
  for (;;) {
    const found = look()
    if (found !== undefined) return found
    if (performance.now() > giveUpAt) throw new Error(`waited in vain; printed so far:\n${printed()}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
