import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { brotliCompressSync } from 'node:zlib'
import type { Role } from '#contract/rights.ts'
import { readConfig } from '#platform/config/config.ts'
import { Relaxations } from '#platform/http/relaxations.ts'
import { createHttpServer } from '#platform/http/server.ts'
import { guardRoutes } from '#platform/http/session-guard.ts'
import { createLog } from '#platform/log.ts'
import { Caller } from '../../test-kit/caller.ts'
import { assertRefused } from '../../test-kit/refusals.ts'
import { localEnv, startCrm } from '../../test-kit/start-crm.ts'
import { webRoutes } from './web-routes.ts'

const script = "document.title = 'themed'"
const html = `<!doctype html><script>${script}</script><script type="module" src="/app/assets/a-1.js"></script>`
const browser = { accept: 'text/html,application/xhtml+xml' }

/** A build of three files, served by the house's own HTTP server. */
async function startWith(files: Record<string, string | Buffer>, role: Role | null = null): Promise<Caller> {
  const folder = mkdtempSync(join(tmpdir(), 'crm-web-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  for (const name of ['assets', '.vite']) mkdirSync(join(folder, name))
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  const config = readConfig({ ...localEnv, DB_URL: 'sqlite:///./unused.db' })
  const log = createLog({ level: 'silent', format: 'text', write: () => {} })
  const app = await createHttpServer({ config, log, relaxations: new Relaxations('local', () => {}) })
  guardRoutes(app, 'session_token', async () => role && { userId: 1, role, sessionId: 1 })
  webRoutes(app, { folder, position: async () => 41, clock: { now: () => new Date('2026-11-22T23:59:59Z') } })
  after(() => app.close())
  return new Caller(app, '127.0.0.1', role ? { cookie: 'session_token=one' } : {})
}

const built = {
  'index.html': html,
  'assets/a-1.js': 'const plain = 1',
  'assets/a-1.js.br': brotliCompressSync('const plain = 1'),
}

test('every address below /app is the page, with the hash of its one inline script and no unsafe-inline', async () => {
  const browserless = await startWith(built)
  for (const path of ['/app', '/app/users', '/app/users/7?peek=3', '/app/assets.html']) {
    const { status, text, headers } = await browserless.get(path)
    assert.deepEqual([status, text], [200, html], path)
    assert.equal(headers['cache-control'], 'no-cache')
    const policy = String(headers['content-security-policy'])
    assert.ok(policy.includes(`'sha256-${createHash('sha256').update(script).digest('base64')}'`), policy)
    assert.ok(!policy.includes('unsafe'), policy)
  }
})

const parts = {
  'app/shell.tsx': { file: 'assets/shell-1.js', imports: ['app/main.tsx', '_both.js'] },
  'app/main.tsx': { file: 'assets/a-1.js' },
  '_both.js': { file: 'assets/both-1.js' },
  'features/users/users-page.tsx': { file: 'assets/users-page-1.js', imports: ['_both.js'] },
  'features/users/user-page.tsx': { file: 'assets/user-page-1.js' },
  'features/sign-in/sign-in-page.tsx': { file: 'assets/sign-in-1.js' },
}

test('the page names at once what it will load and ask for, as far as its reader may', async () => {
  const page = `<!doctype html><html lang="ru"><head><script type="module" src="/app/assets/a-1.js"></script></head>`
  const files = { 'index.html': page, '.vite/manifest.json': JSON.stringify(parts) }
  const named = (text: string) => [...text.matchAll(/<link [^>]*href="([^"]+)"/g)].map(([, href]) => href)
  const [owner, student, nobody] = [
    await startWith(files, 'owner'),
    await startWith(files, 'student'),
    await startWith(files),
  ]
  const chunks = ['/app/assets/shell-1.js', '/app/assets/both-1.js', '/app/assets/users-page-1.js']
  const firstPage = (sort: string) => `/users?sort=${sort}&amp;skip=0&amp;limit=100`
  for (const [query, sort] of [
    ['', '-created_at'],
    ['?sort=name&peek=4', 'name'],
    ['?sort=--name', '-created_at'],
  ] as const)
    assert.deepEqual(named((await owner.get(`/app/users${query}`)).text), [firstPage(sort), ...chunks], query)
  assert.deepEqual(named((await owner.get('/app/users?q=мария')).text), chunks)
  assert.deepEqual(named((await student.get('/app/users')).text), chunks)
  const figures = (from: string) => `/stats/daily?from=${from}`
  for (const [query, from] of [
    ['', '2026-09-24'],
    ['?days=7', '2026-11-09'],
    ['?days=8', '2026-09-24'],
  ] as const)
    assert.equal(named((await owner.get(`/app/overview${query}`)).text)[0], figures(from), query)
  assert.deepEqual(named((await student.get('/app/overview')).text), chunks.slice(0, 2))
  assert.deepEqual(named((await owner.get('/app/users/7')).text).at(-1), '/app/assets/user-page-1.js')
  assert.match((await owner.get('/app/users')).text, /^<!doctype html><html data-position="41" lang="ru">/)
  const closed = await nobody.get('/app/users')
  assert.deepEqual(named(closed.text), ['/app/assets/sign-in-1.js'])
  assert.doesNotMatch(closed.text, /data-position/)
  for (const path of ['/app/__proto__/1', '/app/constructor', '/app//x', '/app/%D0%B6'])
    assert.equal((await owner.get(path)).status, 200, path)
})

test('an asset is immutable, and comes as brotli to whoever takes it', async () => {
  const caller = await startWith(built)
  const plain = await caller.get('/app/assets/a-1.js')
  assert.deepEqual([plain.status, plain.text, plain.headers['content-encoding']], [200, 'const plain = 1', undefined])
  assert.equal(plain.headers['cache-control'], 'public, max-age=31536000, immutable')
  const packed = await caller.get('/app/assets/a-1.js', { 'accept-encoding': 'gzip, br' })
  assert.deepEqual([packed.headers['content-encoding'], packed.headers['vary']], ['br', 'accept-encoding'])
  const refused = await caller.get('/app/assets/a-1.js', { 'accept-encoding': 'gzip, br;q=0' })
  assert.equal(refused.headers['content-encoding'], undefined)
})

test('nothing but what the build made is served', async () => {
  const caller = await startWith({ ...built, 'secret.js': 'no', '.built-from': 'no' })
  for (const name of ['nope.js', '..%2fsecret.js', '%2e%2e%2findex.html', '.built-from', 'a-1.js.br'])
    assertRefused(await caller.get(`/app/assets/${name}`), 404, 'not_found')
})

test('without a build the page says what to do, and the API goes on', async () => {
  const caller = await startWith({})
  const page = await caller.get('/app')
  assert.equal(page.status, 503)
  assert.match(page.text, /npm run build/)
})

test('/ leads browsers to the application and answers programs as before', async () => {
  const crm = await startCrm()
  const led = await crm.anonymous.get('/', browser)
  assert.deepEqual([led.status, led.headers['location']], [302, '/app'])
  assertRefused(await crm.anonymous.get('/', { accept: 'application/json' }), 404, 'not_found')
  assertRefused(await crm.anonymous.get('/'), 404, 'not_found')
})
