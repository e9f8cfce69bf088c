import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext, Page } from '@playwright/test'
import { api, expect, prefer, signIn, testOn } from './browser-kit.ts'
import { difference } from './compare-pictures.ts'
import { goAndSettle } from './quiet.ts'

// The key screens as somebody has looked at them and found them good. New ones, after looking at each:
// npm run test:e2e -- references --update-snapshots

const at = '2026-06-15T09:00:00Z'
const test = testOn({ at })
test.use({ timezoneId: 'Europe/Moscow' })

/** Of all cells of a picture: a number that has changed is not seen, a button that has gone or moved is. */
const tolerance = 0.005

type Look = { language: 'ru' | 'en'; theme: 'light' | 'dark'; width: number; height: number }
const desk: Look = { language: 'ru', theme: 'light', width: 1440, height: 900 }
const night: Look = { language: 'en', theme: 'dark', width: 1440, height: 900 }
const phone: Look = { language: 'en', theme: 'light', width: 390, height: 844 }
const phoneAtNight: Look = { language: 'ru', theme: 'dark', width: 390, height: 844 }

const screens: readonly { name: string; path: string; look: Look }[] = [
  { name: 'overview', path: 'overview', look: night },
  { name: 'users', path: 'users', look: desk },
  { name: 'users-peek', path: 'users?sort=id&peek=5', look: night },
  { name: 'user', path: 'users/5', look: desk },
  { name: 'courses', path: 'courses', look: desk },
  { name: 'course', path: 'courses/2', look: night },
  { name: 'course-new', path: 'courses?new=1', look: desk },
  { name: 'events-groups', path: 'events?part=groups', look: desk },
  { name: 'phone-users', path: 'users?sort=id', look: phone },
  { name: 'phone-overview', path: 'overview', look: phoneAtNight },
]

/** Of the one sign-in of this school: another would be another event of it. */
let cookies: Parameters<BrowserContext['addCookies']>[0] = []

test.beforeEach(async ({ page, server }) => {
  await page.clock.setFixedTime(at)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  if (cookies.length > 0) return page.context().addCookies(cookies)
  await signIn(page, server)
  cookies = await page.context().cookies()
  const { demo } = await (await page.request.get(`${server.url}/session`)).json()
  if (demo) await api(page, server, 'POST', '/demo-school')
})

for (const { name, path, look } of screens) {
  test(`looks as it should: ${name}`, async ({ page, server }, { config }) => {
    await prefer(page, { language: look.language, theme: look.theme })
    await page.setViewportSize({ width: look.width, height: look.height })
    await goAndSettle(page, `${server.url}/app/${path}`)
    await expectAsKept(page, name, config.updateSnapshots)
  })
}

test('looks as it should: sign-in', async ({ page, server }, { config }) => {
  await page.context().clearCookies()
  await prefer(page, { language: 'ru', theme: 'light' })
  await page.setViewportSize(desk)
  await goAndSettle(page, `${server.url}/app/login`)
  await expectAsKept(page, 'sign-in', config.updateSnapshots)
})

async function expectAsKept(page: Page, name: string, update: string): Promise<void> {
  await expect(page.getByRole('heading').first()).toBeAttached()
  await expect(page.locator('.skeleton')).toHaveCount(0)
  await page.evaluate(async () => {
    await document.fonts.ready
    // letters of one width come from whatever the machine has; a blinking caret is no matter of looks
    const sheet = new CSSStyleSheet()
    sheet.replaceSync('*{caret-color:transparent!important} code,pre,.font-mono{font-family:Inter!important}')
    document.adoptedStyleSheets = [sheet]
  })
  const picture = await page.screenshot({ animations: 'disabled' })
  const kept = join(import.meta.dirname, 'references', `${name}.png`)
  if (update === 'all' || update === 'changed' || !existsSync(kept)) writeFileSync(kept, picture)
  const browser = page.context().browser()
  if (!browser) throw new Error('no browser')
  const share = await difference(browser, readFileSync(kept), picture)
  const now = test.info().outputPath(`${name}.png`)
  if (share > tolerance) writeFileSync(now, picture)
  expect(share, `${kept} and ${now} differ in this share of their cells`).toBeLessThanOrEqual(tolerance)
}
