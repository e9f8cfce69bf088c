import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const list = 'server/platform/config/settings.ts'
const example = '.env.example'

/** .env.example names exactly the variables that the server reads, each under a comment. */
export async function checkSettings(root: string): Promise<string[]> {
  if (!existsSync(join(root, example))) return [`${example} is missing`]
  const { settings } = (await import(pathToFileURL(join(root, list)).href)) as { settings: Record<string, string> }
  const lines = readFileSync(join(root, example), 'utf8').split(/\r?\n/)
  const shown = lines
    .map((line, at) => ({ name: line.match(/^#? ?([A-Z][A-Z0-9_]*)=/)?.[1], at }))
    .filter(({ name }) => name)
  const names = shown.map(({ name }) => name as string)
  return [
    ...Object.keys(settings)
      .filter((name) => !names.includes(name))
      .map((name) => `${example} does not name ${name}`),
    ...names
      .filter((name) => !Object.hasOwn(settings, name))
      .map((name) => `${example} names ${name}, which ${list} does not know`),
    ...names.filter((name, index) => names.indexOf(name) !== index).map((name) => `${example} names ${name} twice`),
    ...shown
      .filter(({ at }) => !isComment(lines[at - 1]))
      .map(({ name }) => `${example}: ${name} has no comment above it`),
  ]
}

/** Words, not a setting that is commented out. */
function isComment(line: string | undefined): boolean {
  return /^#/.test(line ?? '') && !/^#? ?[A-Z][A-Z0-9_]*=/.test(line ?? '')
}
