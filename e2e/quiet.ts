import type { Page, Request } from '@playwright/test'

const pending = new WeakMap<Page, Set<Request>>()
const calmMs = 300
const patienceMs = 30_000

/** Opens a page and waits until it asks for nothing more. The stream of changes stays open, so the network is never idle. */
export async function goAndSettle(page: Page, address: string): Promise<void> {
  const open = requestsOf(page)
  await page.goto(address)
  const began = performance.now()
  let calmSince = began
  while (performance.now() - calmSince < calmMs) {
    if (performance.now() - began > patienceMs)
      throw new Error(`still asking for ${[...open].map((one) => one.url()).join(' ')}`)
    if (open.size > 0) calmSince = performance.now()
    await page.waitForTimeout(25)
  }
}

function requestsOf(page: Page): ReadonlySet<Request> {
  const known = pending.get(page)
  if (known) return known
  const open = new Set<Request>()
  pending.set(page, open)
  page.on('request', (request) => new URL(request.url()).pathname !== '/live' && open.add(request))
  for (const end of ['requestfinished', 'requestfailed'] as const)
    page.on(end as 'requestfinished', (one) => open.delete(one))
  // what a page that is left was asking for never ends
  page.on('framenavigated', (frame) => frame === page.mainFrame() && open.clear())
  return open
}
