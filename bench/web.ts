// npm run bench:web [-- ROWS]
// The web application over a long list, in a real browser on this machine: first paint, keys, clicks, scrolling, memory.
import { join } from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { startServer } from '../e2e/server.ts'
import { median, table, writeSection } from './report.ts'
import { arrowKeys, clicks, endKey, framesDuring, heap, largestPaint, scrollThrough } from './web-measures.ts'

const rows = Number(process.argv[2] ?? 100_000)
const owner = { email: 'irina@example.com', name: 'Ирина', password: 'orchard-velvet-lantern-42' }
const eventsPerSecond = 300
const tailMs = 8000
/** Pixels a second: 75 rows, as fast as anybody reads. */
const readingSpeed = 3000

const server = await startServer({ rows })
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--enable-precise-memory-info'],
})
try {
  const page = await signedIn(browser)
  const paints = [await coldPaint('users?sort=id'), await coldPaint('overview'), await coldPaint('courses')]
  await page.goto(`${server.url}/app/users?sort=id`)
  await page.getByText('person0@example.com').waitFor()
  const end = await endKey(page)
  const arrows = await arrowKeys(page)
  const clicked = await clicks(page)
  const read = await scrollThrough(page, readingSpeed)
  await page.keyboard.press('Home')
  const scrolled = await scrollThrough(page)
  const memory = await heap(page)
  const nodes = await page.locator('*').count()
  const tail = await liveTail(page)
  const lines: [string, string, string][] = [
    ['largest paint, cold browser, slowest of three pages', `${Math.max(...paints)} ms`, '≤ 500 ms'],
    ['scrolling through all rows', `${scrolled.rate} frames/s`, '≥ 55'],
    ['frames without rows', `${scrolled.blank} of ${scrolled.frames}`, '0'],
    [`scrolling on at ${readingSpeed} pixels/s`, `${read.rate} frames/s`, '≥ 55'],
    [
      'frames without rows, and without their records',
      `${read.blank} and ${read.waiting} of ${read.frames}`,
      '0 and –',
    ],
    ['End key to the last row', `${Math.round(end)} ms`, '≤ 150 ms'],
    ['arrow key to paint, p95', `${arrows} ms`, '≤ 40 ms'],
    ['click to paint, p95', `${clicked} ms`, '≤ 40 ms'],
    [`live tail at ${tail.sent} events/s`, `${tail.rate} frames/s`, '≥ 55'],
    ['heap after the scroll', `${memory} MB`, '≤ 40 MB'],
    ['nodes in the document', String(nodes), '≤ 1800'],
  ]
  const note = `${rows} users, ${browser.browserType().name()} ${browser.version()} without a GPU, server and browser on one machine; input is the browser's own measure in steps of 8 ms`
  writeSection(join(import.meta.dirname, 'results.md'), {
    title: 'The web application',
    text: table(['measured', 'figure', 'budget'], lines),
    note,
  })
  console.table(Object.fromEntries(lines.map(([what, figure, budget]) => [what, { figure, budget }])))
} finally {
  await browser.close()
  await server.stop()
}

/** A page in a browser profile that has never seen the application. */
async function signedIn(browser: Browser): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.request.post(`${server.url}/users`, { data: { ...owner, is_admin: true } })
  await page.request.post(`${server.url}/login`, { data: { email: owner.email, password: owner.password } })
  return page
}

/** The median of five first visits. */
async function coldPaint(path: string): Promise<number> {
  const took: number[] = []
  for (let visit = 0; visit < 5; visit++) {
    const page = await signedIn(browser)
    took.push(await largestPaint(page, `${server.url}/app/${path}`))
    await page.context().close()
  }
  return median(took)
}

/** Real events while the log is followed: changes of one course, as many a second as the server is asked for. */
async function liveTail(page: Page) {
  await page.goto(`${server.url}/app/events`)
  await page.getByRole('grid').waitFor()
  const stop = new AbortController()
  const producing = produce(page, stop.signal)
  const { frames, ms } = await framesDuring(page, tailMs)
  stop.abort()
  return { rate: Math.round((frames / ms) * 1000), sent: Math.round((await producing) / (tailMs / 1000)) }
}

async function produce(page: Page, signal: AbortSignal): Promise<number> {
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  const headers = { cookie, 'content-type': 'application/json' }
  const began = performance.now()
  let sent = 0
  const pending = new Set<Promise<unknown>>()
  while (!signal.aborted) {
    const due = ((performance.now() - began) / 1000) * eventsPerSecond
    while (sent < due && pending.size < 64) {
      const body = JSON.stringify({ title: `Курс в прямом эфире ${sent}` })
      const id = (sent++ % 500) + 1
      const call: Promise<unknown> = fetch(`${server.url}/courses/${id}`, { method: 'PATCH', headers, body })
        .then((answer) => answer.arrayBuffer())
        .finally(() => pending.delete(call))
      pending.add(call)
    }
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  await Promise.all(pending)
  return sent
}
