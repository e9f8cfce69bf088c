import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** A server of its own on a free port and an empty database, as `npm start` runs it. */
export async function startServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'crm-e2e-'))
  const env = { ...process.env, DB_URL: `sqlite:///${join(folder, 'crm.db')}`, PORT: '0', LOG_FORMAT: 'text' }
  const child = spawn('node', ['tools/start.mjs', 'server/main.ts'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const url = await addressOf(child)
  return {
    url,
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
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
