import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { platform } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { Journal } from './kit/journal.ts'
import { startLoad } from './kit/keyed-writers.ts'
import { count, FaultRun } from './kit/lane.ts'
import { claimOwner } from './kit/owner.ts'

const cycles = count({ short: 2, full: 20 })
const root = join(import.meta.dirname, '..')
const hasScript = platform() === 'linux' && spawnSync('script', ['--version']).status === 0

/** npm ends itself with 130 after Ctrl-C, whatever the program under it answers. */
const commands = [
  { command: 'npm start', codes: [0, 130] },
  { command: 'exec node tools/start.mjs server/main.ts', codes: [0] },
]
const skip = !hasScript && 'NOT RUN: a terminal of our own needs script (apt install bsdutils)'

for (const { command, codes } of commands) {
  test(
    `R15: ${cycles} times Ctrl-C in a terminal stops "${command}" cleanly and leaves nobody on the port`,
    { skip },
    (t) => interrupt(t, command, codes),
  )
}

async function interrupt(t: TestContext, command: string, codes: readonly number[]): Promise<void> {
  const run = new FaultRun(t, 'ctrl-c')
  const journal = new Journal(run.journalFile)
  let cookie: string | undefined
  for (let left = cycles; left > 0; left--) {
    await run.cycle(async () => {
      const port = await freePort()
      const file = join(run.folder, 'crm.db')
      const env = { ...process.env, PORT: String(port), DB_URL: `sqlite:///${file}` }
      const terminal = spawn('script', ['-qefc', command, '/dev/null'], {
        cwd: root,
        env,
        stdio: ['pipe', 'pipe', 'pipe'],
      })
      t.after(() => terminal.kill('SIGKILL'))
      let said = ''
      terminal.stdout.on('data', (chunk) => {
        said += chunk
      })
      const ended = once(terminal, 'close')
      await until(
        () => said.includes('слушает'),
        () => said,
      )
      const url = `http://127.0.0.1:${port}`
      cookie ??= await claimOwner(url)
      const { pid } = JSON.parse(readFileSync(`${file}-owner`, 'utf8'))
      const load = startLoad({ url, cookie, journal, chance: run.chance, writers: 8 })
      await pause(run.chance.between(100, 400))
      terminal.stdin.write('\x03')
      const [code] = await ended
      await load.stop()
      assert.ok(codes.includes(code), `ended with ${code}\n${said}`)
      assert.match(said, /остановлен/)
      assert.deepEqual(load.fates, { ...load.fates, unanswered: 0, broken: 0 })
      assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' })
      assert.equal(await freePort(port), port)
    })
  }
  journal.close()
}

async function until(holds: () => boolean, explain: () => string): Promise<void> {
  const started = performance.now()
  while (!holds()) {
    if (performance.now() - started > 20_000) throw new Error(`It did not come to that:\n${explain()}`)
    await pause(20)
  }
}

/** The port itself, if it can be had. */
async function freePort(wanted = 0): Promise<number> {
  const server = createServer().listen(wanted, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}
