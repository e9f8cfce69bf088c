import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A program and plain words: no quotes, variables, redirections or second commands. */
const everyShell = /^(node|biome|tsc|playwright)( [\w./:=@-]+)*$/

/** The brief's users sit at Windows too: no npm script says what only one kind of shell knows. */
export function checkScripts(root: string): string[] {
  const { scripts = {} }: { scripts?: Record<string, string> } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  )
  return Object.entries(scripts)
    .filter(([, script]) => !everyShell.test(script))
    .map(([name, script]) => `npm run ${name}: not every shell knows what this means: ${script}`)
}
