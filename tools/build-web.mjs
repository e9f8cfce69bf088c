// node tools/build-web.mjs [--before-start]
// Builds the web application into web/dist, unless what is there was made from the very sources that are here.
// Plain JavaScript: it must parse on Node 20. The build itself runs under the Node that `npm ci` brought.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const stamp = join(root, 'web', 'dist', '.built-from')
const beforeStart = process.argv.includes('--before-start')

const sources = digestOf([...filesIn('web'), ...filesIn('contract'), 'package-lock.json', 'tools/bundle-web.ts'])
if (stampedWith(sources)) process.exit(0)
if (!existsSync(join(root, 'node_modules', 'vite')))
  giveUp('npm ci без --omit=dev ставит нужное / npm ci without --omit=dev brings what is needed')

const started = performance.now()
process.stdout.write('Собираю веб-приложение … / Building the web application …\n')
const build = spawn(process.execPath, [join(root, 'tools/start.mjs'), join(root, 'tools/bundle-web.ts'), sources], {
  stdio: ['inherit', 'inherit', 'inherit'],
  cwd: root,
})
build.once('exit', (code) => {
  if (code !== 0) giveUp(`tools/bundle-web.ts: ${code}`)
  process.stdout.write(`Готово за ${((performance.now() - started) / 1000).toFixed(1)} с\n`)
})

/** The API needs no web application: it starts all the same. */
function giveUp(why) {
  process.stderr.write(`Веб-приложение не собрано / the web application is not built: ${why}\n`)
  process.exit(beforeStart ? 0 : 1)
}

function stampedWith(digest) {
  try {
    return readFileSync(stamp, 'utf8') === digest
  } catch {
    return false
  }
}

/** Paths below a folder, with forward slashes; tests and results are no sources. */
function filesIn(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return /^dist/.test(entry.name) ? [] : filesIn(path)
    return /\.test\.tsx?$/.test(path) ? [] : [path]
  })
}

function digestOf(paths) {
  const hash = createHash('sha256')
  for (const path of paths.sort()) {
    const content = readFileSync(join(root, path))
    hash.update(`${path}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}
