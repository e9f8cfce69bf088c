import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One line per document that is not what the contract says today. */
export function checkGenerated(root: string, documents: Record<string, string>): string[] {
  return Object.entries(documents)
    .filter(
      ([file, text]) =>
        !existsSync(join(root, file)) || readFileSync(join(root, file), 'utf8').replaceAll('\r\n', '\n') !== text,
    )
    .map(([file]) => `${file} is stale: npm run generate`)
}
