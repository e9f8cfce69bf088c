// npm test [-- part-of-a-path … --limit=MS]     npm run test:faults     npm run test:kafka
// Runs test files side by side, each in its own process, and prints one line per file; failures in full at the end.
import { randomUUID } from 'node:crypto'
import { globSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { run } from 'node:test'
import { endLeftovers, endProcessOf, runMark } from './leftover-processes.ts'
import { fileLines } from './test-reporter.ts'

/** `limitMs`: for one file, whatever keeps it. */
const lanes = {
  tests: {
    pattern: '{contract,server,tools,seeds,web}/**/*.test.ts',
    atOnce: Math.max(2, availableParallelism()) + 1, // a test waits about a third of its time: limits, sockets, fsync
    limitMs: process.env['CRM_TEST_SERVER'] ? 300_000 : 110_000,
  },
  kafka: { pattern: '{tools,server,faults,e2e}/**/*.kafka.ts', atOnce: 1, limitMs: 10 * 60_000 },
  faults: {
    pattern: '{faults,server}/**/*.faults.ts',
    atOnce: 1,
    limitMs: (process.env['FAULTS'] === 'full' ? 180 : 5) * 60_000,
  },
}

const args = process.argv.slice(2)
const lane = args[0] === '--faults' ? 'faults' : args[0] === '--kafka' ? 'kafka' : 'tests'
const filters = args.filter((arg) => !arg.startsWith('--')).map((arg) => arg.replaceAll('\\', '/').replace(/^\.\//, ''))
const { pattern, atOnce } = lanes[lane]
const limitMs = Number(args.find((arg) => arg.startsWith('--limit='))?.slice('--limit='.length) ?? lanes[lane].limitMs)
const files = globSync(pattern, { exclude: ['**/node_modules/**'] })
  .filter((file) => filters.length === 0 || filters.some((part) => file.replaceAll('\\', '/').includes(part)))
  .sort()

if (files.length === 0) {
  console.error(`No ${lane} match ${filters.join(' ') || pattern}`)
  process.exit(filters.length === 0 && lane === 'faults' ? 0 : 1)
}

// Every process that a test starts inherits the mark, so that what a test left running can be found, named and ended.
process.env[runMark] = randomUUID()
delete process.env['NODE_TEST_CONTEXT']

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    endLeftovers()
    process.exit(130)
  })
}

// The runner's own timeout bounds a test, not its file: a socket that stays open would keep the whole run for ever.
process.env['CRM_TEST_FILE_MS'] = String(limitMs)
const execArgv = ['--import', import.meta.resolve('./file-limit.ts')]
const events = run({ files, concurrency: atOnce, timeout: limitMs, isolation: 'process', execArgv })
events.on('test:fail', (test) => {
  if (!test.todo) process.exitCode = 1
})
const unfinished = new Set(files.map((file) => resolve(file)))
const watches = new Map<string, NodeJS.Timeout>()
events.on('test:dequeue', ({ name }) => {
  // the file itself is the outermost test, named as it was given
  if (files.includes(name)) watches.set(resolve(name), setTimeout(endBusyFile, limitMs + 5_000, name))
})
events.on('test:summary', ({ file = '' }) => {
  unfinished.delete(file)
  clearTimeout(watches.get(file))
})
for await (const text of fileLines(events, process.cwd())) process.stdout.write(text)

for (const file of unfinished) console.error(`FAIL ${file} ended before its tests did`)
for (const watch of watches.values()) clearTimeout(watch)
const leftovers = endLeftovers()
for (const leftover of leftovers) console.error(`A test left a process behind: ${leftover}`)
if (unfinished.size + leftovers.length > 0) process.exitCode = 1

/** One that does not even end itself, since it computes without a pause. */
function endBusyFile(file: string): void {
  if (endProcessOf(file)) console.error(`${file} does not end by itself after ${limitMs / 1000} s`)
}
