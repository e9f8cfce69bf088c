import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findFiles } from './source-files.ts'

const longest = 200

/** One line per source file that is too long to be read at once. */
export function checkLengths(root: string): string[] {
  return findFiles(root, '**/*.{ts,tsx,mjs}').flatMap((file) => {
    const lines = readFileSync(join(root, file), 'utf8').trimEnd().split('\n').length
    return lines > longest ? [`${file} has ${lines} lines; at most ${longest}`] : []
  })
}
