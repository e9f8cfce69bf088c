import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, platform, release, totalmem } from 'node:os'

/** One measurement of `results.md`. */
export type Section = { readonly title: string; readonly text: string; readonly note: string }

/** Replaces this section of the file and leaves the others as they were. */
export function writeSection(file: string, section: Section): void {
  const known = existsSync(file)
    ? readFileSync(file, 'utf8')
        .trimEnd()
        .split(/\n+(?=## )/)
        .slice(1)
    : []
  const text = `## ${section.title}\n\n${section.text}\n\n${section.note}  \n${circumstances()}`
  const isOld = (one: string) => one.startsWith(`## ${section.title}\n`)
  const sections = known.some(isOld) ? known.map((one) => (isOld(one) ? text : one)) : [...known, text]
  writeFileSync(file, `${[head, ...sections].join('\n\n')}\n`)
}

const head = `# What was measured

Written by \`npm run bench\` and \`npm run bench:events\`, section by section. The floor is \`bench/floor.ts\`: node:http and node:sqlite with the same
SQL and nothing else. Figures of one section come from one run; compare ratios, not machines.`

/** When, where and how. */
function circumstances(): string {
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, ${memory}, ${platform()} ${release()}, Node ${process.versions.node}`
  const script = process.env['npm_lifecycle_event'] ?? 'bench'
  const asked = [`npm run ${script}`, ...(process.argv.length > 2 ? ['--', ...process.argv.slice(2)] : [])].join(' ')
  return `${new Date().toISOString().slice(0, 16)}Z · ${machine} · \`${asked}\``
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map((_, at) => (at === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n')
}

export function ms(milliseconds: number | undefined): string {
  return `${(milliseconds ?? Number.NaN).toFixed(1)} ms`
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
