import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { api, expect, prefer, signIn, testOn } from './browser-kit.ts'

const test = testOn()

const routes = [
  'overview',
  'users',
  'users?peek=3',
  'users/3',
  'users?new=1',
  'courses',
  'courses/2',
  'courses?new=1',
  'events',
  'events?seq=5',
  'events?part=topics',
  'events?part=groups',
  'events?part=letters',
  'events?part=broker',
  'audit?peek=4',
  'messages?peek=2',
  'settings',
  'nowhere',
]
const widths = [390, 768, 1440]

test.beforeEach(async ({ page, server }) => {
  await signIn(page, server)
  const { demo } = await (await page.request.get(`${server.url}/session`)).json()
  if (demo) await api(page, server, 'POST', '/demo-school')
})

for (const language of ['ru', 'en'] as const) {
  for (const theme of ['light', 'dark'] as const) {
    test(`every page is accessible, whole and no wider than the window: ${language}, ${theme}`, async ({
      page,
      server,
    }) => {
      test.setTimeout(180_000)
      await prefer(page, { language, theme })
      for (const route of routes) {
        await open(page, `${server.url}/app/${route}`)
        expect(await page.evaluate(() => document.documentElement.lang)).toBe(language)
        await expectNoViolations(page, route)
        expect(await page.locator('*').count(), `${route}: nodes`).toBeLessThanOrEqual(1800)
        for (const width of widths) {
          await page.setViewportSize({ width, height: 900 })
          expect(await overflowOf(page), `${route} at ${width}`).toBe(0)
        }
      }
    })
  }
}

test('open overlays are accessible in both themes', async ({ page, server }) => {
  for (const theme of ['light', 'dark']) {
    await page.goto(`${server.url}/app/users`)
    await page.evaluate(
      (kept) => localStorage.setItem('crm.preferences', kept),
      JSON.stringify({ language: 'ru', theme }),
    )
    await open(page, `${server.url}/app/users`)
    await page.keyboard.press('Control+k')
    await expectNoViolations(page, 'command palette')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Shift+Slash')
    await expectNoViolations(page, 'key map')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Фильтр' }).click()
    await expectNoViolations(page, 'filter menu')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /Учётная запись/ }).click()
    await expectNoViolations(page, 'account menu')
    await page.keyboard.press('Escape')
    await page.getByRole('grid').focus()
    await page.keyboard.press('x')
    await expect(page.getByRole('toolbar')).toBeVisible()
    await expectNoViolations(page, 'bulk bar')
  }
})

test('the door is accessible to whoever is not signed in, and leads back to where they wanted to go', async ({
  page,
  server,
  watched,
}) => {
  watched.expectRefusals(401)
  await page.context().clearCookies()
  for (const theme of ['light', 'dark']) {
    await page.goto(`${server.url}/app/login`)
    await page.evaluate(
      (kept) => localStorage.setItem('crm.preferences', kept),
      JSON.stringify({ language: 'en', theme }),
    )
    await open(page, `${server.url}/app/courses?status=draft`)
    await expect(page).toHaveURL(/\/app\/login\?back=/)
    await expectNoViolations(page, 'sign-in')
    for (const place of ['forgotten', 'new-password', 'new-password#token=x']) {
      await open(page, `${server.url}/app/${place}`)
      await expectNoViolations(page, place)
    }
    await open(page, `${server.url}/app/courses?status=draft`)
  }
  await page.getByLabel('E-mail').fill('irina@example.com')
  await page.getByLabel('Password').fill('wrong-password')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert').getByText('Wrong e-mail or password')).toBeVisible()
  await expectNoViolations(page, 'sign-in, refused')
  await page.getByLabel('Password').fill('orchard-velvet-lantern-42')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/app\/courses\?status=draft$/)
})

async function open(page: Page, address: string): Promise<void> {
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto(address)
  await expect(page.getByRole('heading').first()).toBeAttached()
  await expect(page.locator('.skeleton')).toHaveCount(0)
  // What appears, appears within 160 ms; a colour half-way there is no colour to judge.
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)))
}

async function expectNoViolations(page: Page, where: string): Promise<void> {
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)))
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  const told = violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .map(({ html }) => html.slice(0, 160))
        .slice(0, 3)
        .join(' | ')}`,
  )
  expect(told, where).toEqual([])
}

/** Pixels that the page, not a frame inside it, scrolls sideways. */
function overflowOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}
