import { api, expect, prefer, signIn, testOn } from './browser-kit.ts'
import { routes } from './every-route.ts'
import { expectNoViolations, expectNoViolationsInBoth, open, overflowOf } from './look.ts'

const test = testOn()

const widths = [390, 768, 1440]

test.beforeEach(async ({ page, server }) => {
  await signIn(page, server)
  const { demo } = await (await page.request.get(`${server.url}/session`)).json()
  if (demo) await api(page, server, 'POST', '/demo-school')
})

for (const language of ['ru', 'en'] as const) {
  test(`every page is accessible, whole and no wider than the window, in both themes: ${language}`, async ({
    page,
    server,
  }) => {
    test.setTimeout(180_000)
    await prefer(page, { language, theme: 'light' })
    for (const route of routes) {
      await open(page, `${server.url}/app/${route}`)
      expect(await page.evaluate(() => document.documentElement.lang)).toBe(language)
      await expectNoViolationsInBoth(page, route)
      expect(await page.locator('*').count(), `${route}: nodes`).toBeLessThanOrEqual(1800)
      for (const width of widths) {
        await page.setViewportSize({ width, height: 900 })
        expect(await overflowOf(page), `${route} at ${width}`).toEqual([])
      }
    }
  })
}

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
