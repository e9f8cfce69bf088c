import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, signIn, testOn } from './browser-kit.ts'
import { goAndSettle } from './quiet.ts'

const test = testOn()

const assets = join(import.meta.dirname, '../web/dist/assets')
const sizeOf = (name: string) => statSync(join(assets, name)).size
const kb = 1024

test('fonts, styles and lazy parts stay within their budgets', () => {
  const names = readdirSync(assets)
  const sum = (pattern: RegExp) =>
    names.filter((name) => pattern.test(name)).reduce((total, name) => total + sizeOf(name), 0)
  expect(sum(/\.woff2$/)).toBeLessThanOrEqual(72 * kb)
  const styles = names.filter((name) => name.endsWith('.css'))
  const packed = styles.reduce((total, name) => total + gzipSync(readFileSync(join(assets, name))).length, 0)
  expect(packed).toBeLessThanOrEqual(12 * kb)
  for (const name of names.filter((one) => one.endsWith('.js.br') && !one.startsWith('index-'))) {
    expect(sizeOf(name), name).toBeLessThanOrEqual(35 * kb)
  }
})

test('what a page loads stays within its budget, comes compressed and is kept for good', async ({ page, server }) => {
  const heaviest: Record<string, number> = {}
  let [loaded, files] = [0, 0]
  page.on('response', async (response) => {
    const name = new URL(response.url()).pathname
    if (!name.startsWith('/app/assets/')) return
    const headers = response.headers()
    expect(headers['cache-control'], name).toContain('immutable')
    if (!name.endsWith('.js')) return
    expect(headers['content-encoding'], name).toBe('br')
    files += 1
    loaded += sizeOf(`${name.split('/').at(-1)}.br`)
  })
  const measure = async (route: string) => {
    loaded = files = 0
    await goAndSettle(page, `${server.url}/app/${route}`)
    heaviest[route] = Math.round(loaded / kb)
    expect(files, route).toBeLessThanOrEqual(6)
    return loaded
  }
  await signIn(page, server)
  await page.context().clearCookies()
  expect(await measure('login')).toBeLessThanOrEqual(110 * kb)
  await signIn(page, server)
  for (const route of ['overview', 'users', 'users/1', 'courses', 'events', 'audit', 'messages', 'settings'])
    expect(await measure(route), route).toBeLessThanOrEqual(175 * kb)
  test.info().annotations.push({ type: 'JavaScript, KB of brotli', description: JSON.stringify(heaviest) })
  console.log(`JavaScript, KB of brotli: ${JSON.stringify(heaviest)}`)
})

test('no page shifts anything while it loads', async ({ page, server }) => {
  await signIn(page, server)
  await page.addInitScript(() => {
    const shifts = { sum: 0 }
    Object.assign(globalThis, { shifts })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.sum += (entry as PerformanceEntry & { value: number }).value
    }).observe({ type: 'layout-shift', buffered: true })
  })
  for (const route of ['overview', 'users', 'users/1', 'courses', 'events', 'audit', 'messages', 'settings']) {
    await goAndSettle(page, `${server.url}/app/${route}`)
    const sum = await page.evaluate(() => (globalThis as unknown as { shifts: { sum: number } }).shifts.sum)
    expect(sum, route).toBeLessThanOrEqual(0.02)
  }
})

test('a page asks for its first answers once, and shows its theme with the first paint', async ({ page, server }) => {
  await signIn(page, server)
  await page.addInitScript(() => localStorage.setItem('crm.preferences', '{"theme":"dark","language":"en"}'))
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await page.goto(`${server.url}/app/users`, { waitUntil: 'domcontentloaded' })
  expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark')
  await expect(page.getByRole('grid')).toBeVisible()
  for (const first of ['/session', '/users']) expect(asked.filter((path) => path === first)).toHaveLength(1)
  const firsts = { courses: '/courses', audit: '/audit', messages: '/messages', overview: '/stats/daily' }
  for (const [route, first] of Object.entries(firsts)) {
    await goAndSettle(page, `${server.url}/app/${route}`)
    expect(asked.filter((path) => path === first)).toHaveLength(1)
  }
})
