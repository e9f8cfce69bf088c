import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Parts } from './first-loads.ts'

/** Where `npm run build` puts the application. */
export const builtFolder = join(import.meta.dirname, '../../../web/dist')

const types: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
}

export type Page = { readonly html: string; readonly scriptHashes: readonly string[]; readonly parts: Parts }

/** The page, the hashes of the scripts that stand in it, and its parts; null when the application is not built. */
export async function readPage(folder: string): Promise<Page | null> {
  const html = await readIfThere(join(folder, 'index.html'))
  if (!html) return null
  const text = html.toString()
  const inline = [...text.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, code]) => code ?? '')
  const scriptHashes = inline.map((code) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`)
  const manifest = await readIfThere(join(folder, '.vite/manifest.json'))
  return { html: text, scriptHashes, parts: partsOf(manifest ? JSON.parse(manifest.toString()) : {}, text) }
}

type Manifest = Readonly<Record<string, { file: string; imports?: readonly string[] }>>

/** What the page itself already loads is no part of anything. */
function partsOf(manifest: Manifest, html: string): Parts {
  const filesOf = (name: string, seen: Set<string>): Set<string> => {
    const { file, imports = [] } = manifest[name] ?? { file: '' }
    if (!file.endsWith('.js') || seen.has(file) || html.includes(`/${file}"`)) return seen
    seen.add(file)
    for (const one of imports) filesOf(one, seen)
    return seen
  }
  return new Map(Object.keys(manifest).map((name) => [name, [...filesOf(name, new Set())]]))
}

export type Asset = { content: Buffer; type: string; encoding?: 'br' | 'gzip' }

/** Assets by their path, once they were asked for: their names change with what is in them. */
const kept = new Map<string, Asset>()

/** An asset as the build compressed it, if the browser takes that; null when the build made no such file. */
export async function readAsset(folder: string, name: string, accepted: string): Promise<Asset | null> {
  const type = types[/^[\w-][\w.-]*\.(\w+)$/.exec(name)?.[1] ?? '']
  if (!type) return null
  for (const encoding of ['br', 'gzip'] as const) {
    if (!takes(accepted, encoding)) continue
    const path = join(folder, 'assets', `${name}.${encoding === 'br' ? 'br' : 'gz'}`)
    const asset = await keptOrRead(path, { type, encoding })
    if (asset) return asset
  }
  return keptOrRead(join(folder, 'assets', name), { type })
}

async function keptOrRead(path: string, facts: Omit<Asset, 'content'>): Promise<Asset | null> {
  const known = kept.get(path)
  if (known) return known
  const content = await readIfThere(path)
  if (!content) return null
  const asset = { content, ...facts }
  kept.set(path, asset)
  return asset
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
