import { api, expect, prefer, signIn, testOn } from './browser-kit.ts'
import { visits } from './every-overlay.ts'
import { expectNoViolationsInBoth, overflowOf } from './look.ts'

const test = testOn()
const desk = { width: 1440, height: 900 }
test.use({ viewport: desk })

/** The page behind has been judged without it. */
const inFront = 'dialog[open], [popover]:popover-open, [data-bulk]'

test.beforeEach(async ({ page, server }) => {
  await signIn(page, server)
  const { demo } = await (await page.request.get(`${server.url}/session`)).json()
  if (demo) await api(page, server, 'POST', '/demo-school')
})

for (const language of ['ru', 'en'] as const) {
  test(`everything that opens over a page is accessible and fits a phone, in both themes: ${language}`, async ({
    page,
    server,
    watched,
  }) => {
    test.setTimeout(240_000)
    watched.expectRefusals(401, 403, 412, 422)
    await prefer(page, { language, theme: 'light' })
    for (const { at, overlays } of visits) {
      await page.goto(`${server.url}/app/${at}`)
      await expect(page.getByRole('heading').first()).toBeAttached()
      await expect(page.locator('.skeleton')).toHaveCount(0)
      for (const { name, open, close, wide, whole } of overlays) {
        await open(page, server)
        await expectNoViolationsInBoth(page, name, whole ? undefined : inFront)
        if (!wide) {
          await page.setViewportSize({ width: 390, height: 800 })
          expect(await overflowOf(page), `${name} at 390`).toEqual([])
          await page.setViewportSize(desk)
        }
        await (close ? close(page) : page.keyboard.press('Escape'))
      }
    }
  })
}
