import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Where `npm run build` puts the application. */
export const builtFolder = join(import.meta.dirname, '../../../web/dist')

const types: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
}

/** The page, and the hashes of the scripts that stand in it; null when the application is not built. */
export async function readPage(folder: string): Promise<{ html: string; scriptHashes: string[] } | null> {
  const html = await readIfThere(join(folder, 'index.html'))
  if (!html) return null
  const inline = [...html.toString().matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, code]) => code ?? '')
  const hashes = inline.map((code) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`)
  return { html: html.toString(), scriptHashes: hashes }
}

export type Asset = { content: Buffer; type: string; encoding?: 'br' | 'gzip' }

/** An asset as the build compressed it, if the browser takes that; null when the build made no such file. */
export async function readAsset(folder: string, name: string, accepted: string): Promise<Asset | null> {
  const type = types[/^[\w-][\w.-]*\.(\w+)$/.exec(name)?.[1] ?? '']
  if (!type) return null
  for (const encoding of ['br', 'gzip'] as const) {
    if (!takes(accepted, encoding)) continue
    const content = await readIfThere(join(folder, 'assets', `${name}.${encoding === 'br' ? 'br' : 'gz'}`))
    if (content) return { content, type, encoding }
  }
  const content = await readIfThere(join(folder, 'assets', name))
  return content && { content, type }
}

function takes(accepted: string, encoding: string): boolean {
  return accepted
    .toLowerCase()
    .split(',')
    .map((entry) => entry.trim().split(/\s*;\s*/))
    .some(([name, quality]) => name === encoding && !/^q=0(\.0*)?$/.test(quality ?? ''))
}

async function readIfThere(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
