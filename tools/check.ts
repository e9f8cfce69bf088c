// npm run check [-- name …]
// Every rule of the house, side by side, one line each; what is wrong is shown under its line.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { eventTypes } from '../contract/events/registry.ts'
import { checkDocs } from './check-docs.ts'
import { checkEvents } from './check-events.ts'
import { checkGenerated } from './check-generated.ts'
import { checkImports } from './check-imports.ts'
import { checkLengths } from './check-lengths.ts'
import { checkPackages } from './check-packages.ts'
import { checkPins } from './check-pins.ts'
import { checkScripts } from './check-scripts.ts'
import { checkSettings } from './check-settings.ts'
import { checkTables } from './check-tables.ts'
import { generatedDocs } from './generated-docs.ts'

const root = process.cwd()

/** Each answers its problems, one line each; none means ok. */
const checks: Record<string, () => string[] | Promise<string[]>> = {
  types: () => tool('typescript/bin/tsc', '--noEmit'),
  style: () => tool('@biomejs/biome/bin/biome', 'ci', '--colors=off', '--error-on-warnings', '.'),
  unused: () => tool('knip/bin/knip.js', '--no-progress', '--no-config-hints'),
  imports: () => checkImports(root),
  tables: () => checkTables(root),
  docs: () => checkDocs(root),
  events: () => checkEvents(root, eventTypes),
  generated: () => checkGenerated(root, generatedDocs()),
  settings: () => checkSettings(root),
  lengths: () => checkLengths(root),
  pins: () => checkPins(root),
  packages: () => checkPackages(root),
  scripts: () => checkScripts(root),
  'web-types': () => tool('typescript/bin/tsc', '--noEmit', '-p', 'web'),
}

const asked = process.argv.slice(2)
const chosen = Object.entries(checks).filter(([name]) => asked.length === 0 || asked.includes(name))
if (chosen.length === 0) console.error(`No such check. There are: ${Object.keys(checks).join(', ')}`)
const results = await Promise.all(chosen.map(([name, check]) => report(name, check)))
process.exitCode = results.length > 0 && results.every(Boolean) ? 0 : 1

async function report(name: string, check: () => string[] | Promise<string[]>): Promise<boolean> {
  const started = performance.now()
  const problems = await Promise.resolve()
    .then(check)
    .catch((error: unknown) => [String(error)])
  const took = `${((performance.now() - started) / 1000).toFixed(1)} s`
  console.log(
    [
      `${problems.length === 0 ? 'ok    ' : 'FAILED'} ${name} (${took})`,
      ...problems.map((line) => `       ${line}`),
    ].join('\n'),
  )
  return problems.length === 0
}

/** A tool's own report, line by line, if it does not end with 0. It runs under this Node, not under the system's. */
async function tool(script: string, ...args: string[]): Promise<string[]> {
  const path = join(import.meta.dirname, '..', 'node_modules', script)
  const child = spawn(process.execPath, [path, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return code === 0 ? [] : `${out}\n${err}\n${script} ended with ${code}`.split('\n').filter((line) => line.trim())
}
