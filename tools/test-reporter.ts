import { relative } from 'node:path'
import type { run } from 'node:test'
import { inspect } from 'node:util'

type Events = AsyncIterable<{ type: string; data: unknown }>
type Ended = {
  name: string
  nesting: number
  file?: string
  /** The file that was run, also when the test stands in a suite that several files share. */
  entryFile?: string
  skip?: string | boolean
  details: { duration_ms: number; type?: string; error?: Error & { failureType?: string } }
}
type Tally = { passed: number; failures: string[]; skipped: string[] }

/** One line per file as it ends; then everything that failed or was skipped, and the sum. Times in seconds. */
export async function* fileLines(events: ReturnType<typeof run>, root: string): AsyncGenerator<string> {
  const started = performance.now()
  const tallies = new Map<string, Tally>()
  const told = new Set<string | undefined>()
  for await (const { type, data } of events as Events) {
    if (type === 'test:pass' || type === 'test:fail') {
      const test = data as Ended
      const file = relative(root, test.entryFile ?? test.file ?? test.name)
      const tally = tallies.get(file) ?? { passed: 0, failures: [], skipped: [] }
      tallies.set(file, tally)
      count(tally, test, type === 'test:fail')
    }
    if (type === 'test:summary') {
      const { file, duration_ms } = data as { file?: string; duration_ms: number }
      if (file) yield fileLine(relative(root, file), tallies, duration_ms)
      told.add(file && relative(root, file))
    }
    if (type === 'test:stderr' || type === 'test:stdout') yield (data as { message: string }).message
  }
  // a file that could not be loaded, or left in the middle, has no summary
  for (const file of tallies.keys()) if (!told.has(file)) yield fileLine(file, tallies, 0)
  yield* ending(tallies, performance.now() - started)
}

function count(tally: Tally, test: Ended, failed: boolean): void {
  const { error, type } = test.details
  if (failed && error?.failureType !== 'subtestsFailed') tally.failures.push(`${test.name}\n${explain(error)}`)
  else if (test.skip) tally.skipped.push(`${test.name}${test.skip === true ? '' : ` (${test.skip})`}`)
  else if (!failed && type !== 'suite') tally.passed += 1
}

/** What the test threw is the cause; the wrapper around it says only that a test failed. */
function explain(error: Ended['details']['error']): string {
  const thrown = error?.cause ?? error
  const text = thrown instanceof Error ? inspect(thrown, { colors: false, depth: 6 }) : String(thrown)
  return text.replaceAll(/^/gm, '    ')
}

function fileLine(file: string, tallies: Map<string, Tally>, milliseconds: number): string {
  const { passed, failures, skipped } = tallies.get(file) ?? { passed: 0, failures: [], skipped: [] }
  const notes = [failures.length > 0 && `${failures.length} failed`, skipped.length > 0 && `${skipped.length} skipped`]
  const counts = [`${passed} passed`, ...notes.filter(Boolean)].join(', ')
  return `${failures.length > 0 ? 'FAIL' : 'ok  '} ${file}  ${counts}  ${seconds(milliseconds)}\n`
}

function* ending(tallies: Map<string, Tally>, milliseconds: number): Generator<string> {
  const all = [...tallies]
  for (const [file, { skipped }] of all) for (const test of skipped) yield `skipped  ${file} › ${test}\n`
  for (const [file, { failures }] of all) for (const test of failures) yield `\nFAIL ${file} › ${test}\n`
  const sum = (of: (tally: Tally) => number) => all.reduce((total, [, tally]) => total + of(tally), 0)
  yield `\n${sum((t) => t.passed)} passed, ${sum((t) => t.failures.length)} failed, ${sum((t) => t.skipped.length)} skipped` +
    ` in ${tallies.size} files, ${seconds(milliseconds)}\n`
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`
}
