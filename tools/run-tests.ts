// npm test [-- part-of-a-path …]     npm run test:faults     npm run test:kafka
// Runs test files side by side, each in its own process, and prints one line per file; failures in full at the end.
import { randomUUID } from 'node:crypto'
import { globSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { run } from 'node:test'
import { endLeftovers, runMark } from './leftover-processes.ts'
import { fileLines } from './test-reporter.ts'

const lanes = {
  tests: {
    pattern: '{contract,server,tools,seeds,web}/**/*.test.ts',
    atOnce: Math.max(2, availableParallelism()) + 1, // a test waits about a third of its time: limits, sockets, fsync
    limitMs: process.env['CRM_TEST_SERVER'] ? 300_000 : 110_000,
  },
  kafka: { pattern: '{tools,server,faults}/**/*.kafka.ts', atOnce: 1, limitMs: 10 * 60_000 },
  faults: {
    pattern: '{faults,server}/**/*.faults.ts',
    atOnce: 1,
    limitMs: (process.env['FAULTS'] === 'full' ? 180 : 5) * 60_000,
  },
}

const args = process.argv.slice(2)
const lane = args[0] === '--faults' ? 'faults' : args[0] === '--kafka' ? 'kafka' : 'tests'
const filters = args.filter((arg) => !arg.startsWith('--')).map((arg) => arg.replaceAll('\\', '/').replace(/^\.\//, ''))
const { pattern, atOnce, limitMs } = lanes[lane]
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

const events = run({ files, concurrency: atOnce, timeout: limitMs, isolation: 'process' })
events.on('test:fail', (test) => {
  if (!test.todo) process.exitCode = 1
})
const unfinished = new Set(files.map((file) => resolve(file)))
events.on('test:summary', ({ file }) => unfinished.delete(file ?? ''))
for await (const text of fileLines(events, process.cwd())) process.stdout.write(text)

for (const file of unfinished) console.error(`FAIL ${file} ended before its tests did`)
const leftovers = endLeftovers()
for (const leftover of leftovers) console.error(`A test left a process behind: ${leftover}`)
if (unfinished.size + leftovers.length > 0) process.exitCode = 1
