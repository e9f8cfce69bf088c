// Loaded by run-tests.ts into the process of every test file: ends it when its time is over, and says what kept it.
import { relative } from 'node:path'

const limitMs = Number(process.env['CRM_TEST_FILE_MS'])
// what a test starts has no such limit
delete process.env['CRM_TEST_FILE_MS']
if (limitMs > 0) setTimeout(end, limitMs).unref()

function end(): void {
  const file = relative(process.cwd(), process.argv[1] ?? '')
  process.stderr.write(`${file} is not over after ${limitMs / 1000} s; still open: ${whatIsOpen()}\n`)
  process.exit(1)
}

/** Sockets, timers, processes; the pipes to whoever runs the tests do not count. */
function whatIsOpen(): string {
  const open = process.getActiveResourcesInfo().filter((name) => name !== 'PipeWrap')
  const names = [...Map.groupBy(open, (name) => name)]
  return names.map(([name, all]) => `${all.length} × ${name}`).join(', ') || 'nothing'
}
