import type { Page } from '@playwright/test'
import { goAndSettle } from '../e2e/quiet.ts'

const scrollMs = 8000

export async function largestPaint(page: Page, address: string): Promise<number> {
  await goAndSettle(page, address)
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
export async function endKey(page: Page): Promise<number> {
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
  return took
}

/** 200 steps down the list. */
export function arrowKeys(page: Page): Promise<number> {
  return inputToPaint(page, 'keydown', 200, () => page.keyboard.press('ArrowDown'))
}

/** Check boxes on and off, 100 clicks with the mouse. */
export async function clicks(page: Page): Promise<number> {
  await page.keyboard.press('Home')
  const boxes = page.getByRole('grid').getByRole('checkbox')
  const places = await Promise.all([2, 3, 4, 5, 6].map((at) => boxes.nth(at).boundingBox()))
  return inputToPaint(page, 'click', 100, async (step) => {
    const box = places[step % places.length]
    if (box) await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
  })
}

/** The browser's own measure of input to next paint, p95; what took less than 16 ms is not reported and counts as 16. */
async function inputToPaint(page: Page, event: string, count: number, act: (step: number) => Promise<void>) {
  await page.evaluate((name) => {
    const took: number[] = []
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (entry.name === name) took.push(entry.duration)
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit)
    Object.assign(globalThis, { took })
  }, event)
  for (let step = 0; step < count; step++) await act(step)
  await page.waitForTimeout(200)
  const took = await page.evaluate(() => (globalThis as unknown as { took: number[] }).took)
  const all = [...took, ...Array<number>(Math.max(0, count - took.length)).fill(16)].sort((a, b) => a - b)
  return all[Math.floor(all.length * 0.95)] ?? Number.NaN
}

/**
 * From the top at an even speed, through the whole list or so many pixels a second. A blank frame shows no row in the
 * middle of the window, a waiting one a row whose record is not there yet.
 */
export async function scrollThrough(page: Page, pixelsPerSecond?: number) {
  const seen = await page.evaluate(
    ({ lasts, speed }) => {
      const box = document.querySelector('[role=grid]')
      if (!box) throw new Error('no grid')
      const distance = speed === undefined ? box.scrollHeight - box.clientHeight : (speed * lasts) / 1000
      return new Promise<{ frames: number; blank: number; waiting: number; ms: number }>((resolve) => {
        const began = performance.now()
        const seen = { frames: 0, blank: 0, waiting: 0, ms: 0 }
        const step = () => {
          seen.ms = performance.now() - began
          seen.frames += 1
          const middle = document.elementFromPoint(800, 500)?.closest('[role=row]')
          if (!middle) seen.blank += 1
          else if (!middle.textContent) seen.waiting += 1
          box.scrollTop = distance * Math.min(1, seen.ms / lasts)
          if (seen.ms < lasts) requestAnimationFrame(step)
          else resolve(seen)
        }
        requestAnimationFrame(step)
      })
    },
    { lasts: scrollMs, speed: pixelsPerSecond },
  )
  return { ...seen, rate: Math.round((seen.frames / seen.ms) * 1000) }
}

/** How many frames the page draws in so many milliseconds. */
export function framesDuring(page: Page, lasts: number) {
  return page.evaluate(
    (lasts) =>
      new Promise<{ frames: number; ms: number }>((resolve) => {
        const began = performance.now()
        let frames = 0
        const step = () => {
          frames += 1
          const ms = performance.now() - began
          if (ms < lasts) requestAnimationFrame(step)
          else resolve({ frames, ms })
        }
        requestAnimationFrame(step)
      }),
    lasts,
  )
}

/** After a collection, in MB. */
export async function heap(page: Page): Promise<number> {
  const client = await page.context().newCDPSession(page)
  await client.send('HeapProfiler.collectGarbage')
  const { usedSize } = await client.send('Runtime.getHeapUsage')
  return Math.round(usedSize / 1024 / 1024)
}
