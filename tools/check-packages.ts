import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

type Manifest = Partial<Record<'dependencies' | 'optionalDependencies' | 'devDependencies', Record<string, string>>>
type Lock = { packages: Record<string, { license?: string }> }

const reasons = 'docs/adr/0001-dependencies.md'
/** What they ask for is that their notices stay: nothing about our own code. */
const notices = ['MIT', 'MIT-0', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'BlueOak-1.0.0']
/** MPL: changed files of theirs stay open; we change none. OFL: a font travels with its licence, which the build copies. */
const looked = ['MPL-2.0', 'OFL-1.1']
const harmless = new Set([...notices, ...looked])

/** Every package that we name has its reason, and every one that comes with them a licence that leaves us free. */
export function checkPackages(root: string): string[] {
  const manifest: Manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const lock: Lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const { dependencies, optionalDependencies, devDependencies } = manifest
  const named = Object.keys({ ...dependencies, ...optionalDependencies, ...devDependencies })
  const explained = explainedPackages(join(root, reasons))
  return [
    ...named.filter((name) => !explained.has(name)).map((name) => `${reasons} does not say why ${name} is needed`),
    ...[...explained]
      .filter((name) => !named.includes(name))
      .map((name) => `${reasons} explains ${name}, which is gone`),
    ...Object.entries(lock.packages)
      .filter(([path, { license }]) => path !== '' && !isHarmless(license ?? ''))
      .map(([path, { license }]) => `${path}: look at its licence (${license ?? 'none'})`),
  ]
}

/** The names in the first column of the table. */
function explainedPackages(file: string): Set<string> {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split(/\r?\n/) : []
  const rows = lines.filter((line) => /^\| (?!package \|)[@a-z]/.test(line))
  return new Set(rows.flatMap((row) => (row.split('|')[1] ?? '').split(',').map((name) => name.trim())))
}

/** One of several licences is enough where there is a choice. */
function isHarmless(license: string): boolean {
  return license
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((one) => harmless.has(one))
}
