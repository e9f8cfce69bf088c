import { readFileSync } from 'node:fs'
import { join } from 'node:path'

type Locked = { version?: string; resolved?: string; hasInstallScript?: boolean }
type Manifest = Partial<Record<(typeof groups)[number], Record<string, string>>>

const groups = ['dependencies', 'optionalDependencies', 'devDependencies'] as const
const exact = /^\d+\.\d+\.\d+(-[\w.]+)?$/

/** Versions are exact, the lockfile agrees and holds no download address, and nothing runs code while it is installed. */
export function checkPins(root: string): string[] {
  const manifest: Manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const lock: { packages: Record<string, Locked> } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const pins = groups.flatMap((group) => Object.entries(manifest[group] ?? {}))
  return [
    ...pins
      .filter(([, version]) => !exact.test(version))
      .map(([name, version]) => `${name} ${version}: the version is not exact`),
    ...pins
      .filter(([name, version]) => lock.packages[`node_modules/${name}`]?.version !== version)
      .map(
        ([name, version]) =>
          `${name} ${version}: package-lock.json says ${lock.packages[`node_modules/${name}`]?.version ?? 'nothing'}`,
      ),
    ...Object.entries(lock.packages).flatMap(([path, locked]) => [
      ...(locked.resolved ? [`${path}: package-lock.json holds a download address (resolved)`] : []),
      ...(locked.hasInstallScript ? [`${path}: runs a script when it is installed`] : []),
    ]),
  ]
}
