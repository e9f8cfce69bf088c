// node tools/start.mjs tools/bundle-web.ts DIGEST
// Called by tools/build-web.mjs: bundles web/ into web/dist and compresses every asset once, at its best.
import { copyFileSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build } from 'vite'

const web = join(import.meta.dirname, '..', 'web')
const dist = join(web, 'dist')
const fresh = join(web, `dist.${process.pid}`)
const [digest = 'unknown'] = process.argv.slice(2)

try {
  await build({
    configFile: join(web, 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: fresh, emptyOutDir: true },
  })
  compress(join(fresh, 'assets'))
  copyFileSync(join(web, 'ui/fonts/OFL.txt'), join(fresh, 'assets', 'OFL.txt'))
  writeFileSync(join(fresh, '.built-from'), digest)
  replace()
} finally {
  rmSync(fresh, { recursive: true, force: true })
}

/** Fonts are compressed already. */
function compress(folder: string): void {
  for (const name of readdirSync(folder).filter((file) => /\.(js|css|svg)$/.test(file))) {
    const content = readFileSync(join(folder, name))
    const hints = { [constants.BROTLI_PARAM_SIZE_HINT]: content.length }
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(content, { params: hints }))
    writeFileSync(join(folder, `${name}.gz`), gzipSync(content, { level: 9 }))
  }
}

/** A running server sees the old application or the new one, never half of one. */
function replace(): void {
  const old = join(web, `dist.old.${process.pid}`)
  if (existsSync(dist)) renameSync(dist, old)
  renameSync(fresh, dist)
  rmSync(old, { recursive: true, force: true })
}
