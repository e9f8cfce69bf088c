// node tools/smoke.mjs
// What a new user does first, on any system: npm start, GET /ping, stop. Fails unless the answer is right, the stop is
// clean and the port is free again. The database lies in an empty folder of its own: no data of the checkout is touched.
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const windows = process.platform === 'win32'
const patienceMs = 20_000

// As in a terminal: the whole group gets Ctrl-C. Windows can send that from a console only, so there the process under
// npm is ended by force, and the server must notice it and stop by itself.
await startAndStop('npm start', (child) => (windows ? endStarter() : process.kill(-child.pid, 'SIGINT')))
if (!windows)
  assert.equal(await startAndStop('exec node tools/start.mjs server/main.ts', (child) => child.kill('SIGTERM')), 0)

/** Answers the exit code. */
async function startAndStop(command, stop) {
  const folder = mkdtempSync(join(tmpdir(), 'crm-smoke-'))
  const port = await freePort()
  const database = `sqlite:///${join(folder, 'crm.db').replaceAll('\\', '/')}`
  const env = { ...process.env, PORT: String(port), DB_URL: database }
  const child = spawn(command, {
    cwd: root,
    shell: true,
    detached: !windows,
    stdio: ['ignore', 'inherit', 'inherit'],
    env,
  })
  const ended = once(child, 'exit')
  try {
    const started = performance.now()
    assert.deepEqual(await answer(`http://127.0.0.1:${port}/ping`, ended), { ok: true })
    console.log(`smoke: ${command} answered after ${Math.round(performance.now() - started)} ms`)
    const stopping = performance.now()
    stop(child)
    const [code] = await within(ended, `${command} did not end`)
    await within(isFree(port), `port ${port} is still taken`)
    console.log(`smoke: stopped after ${Math.round(performance.now() - stopping)} ms, port ${port} is free`)
    return code
  } finally {
    if (child.exitCode === null && child.signalCode === null) endByForce(child)
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  }
}

async function answer(url, ended) {
  const gaveUp = sleep(patienceMs, true, { ref: false })
  for (;;) {
    const response = await fetch(url, { signal: AbortSignal.timeout(1000) }).catch(() => null)
    if (response?.ok) return response.json()
    const over = await Promise.race([sleep(50, false), gaveUp, ended.then(([code]) => `ended with ${code}`)])
    if (over) throw new Error(`${url} did not answer: ${over === true ? `waited ${patienceMs} ms` : over}`)
  }
}

function within(promise, complaint) {
  const late = sleep(patienceMs, null, { ref: false }).then(() => Promise.reject(new Error(complaint)))
  return Promise.race([promise, late])
}

function endStarter() {
  const starter = "Get-CimInstance Win32_Process -Filter \"name='node.exe' and CommandLine like '%start.mjs%main.ts%'\""
  execFileSync('powershell', [
    '-NoProfile',
    '-Command',
    `${starter} | ForEach-Object { Stop-Process -Force -Id $_.ProcessId }`,
  ])
}

function endByForce(child) {
  if (windows) execFileSync('taskkill', ['/pid', String(child.pid), '/t', '/f'])
  else process.kill(-child.pid, 'SIGKILL')
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}

async function isFree(port) {
  for (;;) {
    const server = createServer().listen(port, '127.0.0.1')
    const taken = await once(server, 'listening').then(
      () => false,
      () => true,
    )
    server.close()
    if (!taken) return
    await sleep(100)
  }
}
