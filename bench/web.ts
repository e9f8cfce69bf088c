// npm run bench:web [-- ROWS]
// The web application over a long list, in a real browser on this machine: first paint, keys, scrolling, memory.
import { chromium, type Page } from '@playwright/test'
import { startServer } from '../e2e/server.ts'

const rows = Number(process.argv[2] ?? 100_000)
const owner = { email: 'irina@example.com', name: 'Ирина', password: 'orchard-velvet-lantern-42' }
const scrollMs = 8000

const server = await startServer({ rows })
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--enable-precise-memory-info'],
})
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.request.post(`${server.url}/users`, { data: { ...owner, is_admin: true } })
  await page.request.post(`${server.url}/login`, { data: { email: owner.email, password: owner.password } })
  const figures = {
    rows,
    'LCP, cold, ms': await largestPaint(page),
    'End key to its row, ms': await endKey(page),
    'arrow key to paint, p95, ms': await arrowKeys(page),
    ...(await scrollThrough(page)),
    'heap after the scroll, MB': await heap(page),
    'nodes in the document': await page.locator('*').count(),
  }
  console.table(figures)
} finally {
  await browser.close()
  await server.stop()
}

async function largestPaint(page: Page): Promise<number> {
  await page.goto(`${server.url}/app/users?sort=id`)
  await page.getByText('person0@example.com').waitFor()
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => resolve(Math.round(list.getEntries().at(-1)?.startTime ?? 0))).observe({
          type: 'largest-contentful-paint',
          buffered: true,
        })
      }),
  )
}

/** From the key to the last row standing on the screen with its data. */
async function endKey(page: Page): Promise<number> {
  await page.getByRole('grid').focus()
  await page.evaluate(() => {
    const from = { at: 0 }
    Object.assign(globalThis, {
      reached: new Promise<number>((resolve) => {
        addEventListener(
          'keydown',
          () => {
            from.at = performance.now()
            const look = () => {
              if (document.querySelector('[role=grid]')?.textContent.includes('irina@example.com'))
                resolve(performance.now() - from.at)
              else requestAnimationFrame(look)
            }
            look()
          },
          { once: true, capture: true },
        )
      }),
    })
  })
  await page.keyboard.press('End')
  const took = await page.evaluate(() => (globalThis as unknown as { reached: Promise<number> }).reached)
  await page.keyboard.press('Home')
  await page.getByText('person0@example.com').waitFor()
  return Math.round(took)
}

/** The browser's own measure of input to next paint, over 200 steps down the list. */
async function arrowKeys(page: Page): Promise<number> {
  await page.evaluate(() => {
    const took: number[] = []
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (entry.name === 'keydown') took.push(entry.duration)
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit)
    Object.assign(globalThis, { took })
  })
  for (let step = 0; step < 200; step++) await page.keyboard.press('ArrowDown')
  await page.waitForTimeout(200)
  const took = await page.evaluate(() => (globalThis as unknown as { took: number[] }).took)
  // What took less than 16 ms is not reported: it counts as 16.
  const all = [...took, ...Array<number>(Math.max(0, 200 - took.length)).fill(16)].sort((a, b) => a - b)
  return all[Math.floor(all.length * 0.95)] ?? 0
}

/** The whole list at an even speed; a blank frame shows no row in the middle of the window. */
async function scrollThrough(page: Page) {
  const { frames, blank } = await page.evaluate((lasts) => {
    const box = document.querySelector('[role=grid]')
    if (!box) throw new Error('no grid')
    return new Promise<{ frames: number; blank: number }>((resolve) => {
      const began = performance.now()
      let frames = 0
      let blank = 0
      const step = () => {
        const passed = performance.now() - began
        frames += 1
        const middle = document.elementFromPoint(800, 500)?.closest('[role=row]')
        if (!middle) blank += 1
        box.scrollTop = (box.scrollHeight - box.clientHeight) * Math.min(1, passed / lasts)
        if (passed < lasts) requestAnimationFrame(step)
        else resolve({ frames, blank })
      }
      requestAnimationFrame(step)
    })
  }, scrollMs)
  return { 'frames per second over all rows': Math.round((frames / scrollMs) * 1000), 'frames without rows': blank }
}

async function heap(page: Page): Promise<number> {
  const client = await page.context().newCDPSession(page)
  await client.send('HeapProfiler.collectGarbage')
  const { usedSize } = await client.send('Runtime.getHeapUsage')
  return Math.round(usedSize / 1024 / 1024)
}
