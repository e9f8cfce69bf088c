import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { api, expect, owner, signIn, testOn } from './browser-kit.ts'
import { overflowOf } from './look.ts'
import { goAndSettle } from './quiet.ts'

const test = testOn()

const script = '<img src=x onerror="globalThis.hacked=1"><script>globalThis.hacked=2</script>'
const right = '\u05e9\u05dc\u05d5\u05dd'
const family = '👩\u200d👩\u200d👧'
const long = 'щ'.repeat(200)
/** What people are called when they mean no good, or come from far away. */
const person = `=1+1 ${script.slice(0, 44)} ${right} ${family}`.slice(0, 100)
const title = `${long.slice(0, 70)} ${script} ${right} ${family}`.slice(0, 200)

let ids: { user: number; course: number }

test.beforeEach(async ({ page, server }) => {
  await signIn(page, server)
  const known = await api(page, server, 'GET', '/users?q=hostile')
  const user = known[0] ?? (await makeUser(page, server.url))
  const [course] = await api(page, server, 'GET', '/courses')
  const made =
    course ?? (await api(page, server, 'POST', '/courses', { title, description: `${title}\n${long}`, price: 1 }))
  ids = { user: user.id, course: made.id }
})

async function makeUser(page: Page, url: string) {
  const data = { email: `hostile@${'long-'.repeat(8)}example.com`, name: person, password: 'orchard-velvet-1' }
  const answer = await page.request.post(`${url}/users`, { data })
  expect(answer.status()).toBe(201)
  // a browser that lies about itself stands in the list of sessions
  const { email, password } = owner
  await page.request.post(`${url}/login`, { data: { email, password }, headers: { 'user-agent': script } })
  return answer.json()
}

async function expectHarmless(page: Page, where: string): Promise<void> {
  expect(await page.locator('img[src="x"]').count(), where).toBe(0)
  expect(await page.evaluate(() => (globalThis as { hacked?: number }).hacked), where).toBeUndefined()
}

test('hostile names and descriptions are text on every screen and cut nothing off, on a desk and on a phone', async ({
  page,
  server,
}) => {
  test.setTimeout(120_000)
  const places = [
    'overview',
    'users',
    `users?peek=${ids.user}`,
    `users/${ids.user}`,
    'courses',
    `courses?peek=${ids.course}`,
    `courses/${ids.course}`,
    'events',
    `events?topic=course-events&key=${ids.course}`,
    'audit?peek=2',
    'messages?peek=1',
    'settings',
  ]
  for (const place of places) {
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 })
      await goAndSettle(page, `${server.url}/app/${place}`)
      await expect(page.getByRole('heading').first()).toBeAttached()
      await expect(page.locator('.skeleton')).toHaveCount(0)
      await expectHarmless(page, `${place} at ${width}`)
      expect(await overflowOf(page), `${place} at ${width}`).toEqual([])
    }
  }
})

test('in titles, toasts, questions and the palette they are text too', async ({ page, server, watched }) => {
  watched.expectRefusals(412)
  await page.goto(`${server.url}/app/courses/${ids.course}`)
  await expect(page).toHaveTitle(new RegExp(`^${long.slice(0, 70)} <img src=x`))
  await page.getByRole('button', { name: /^Изменить: Название/ }).click()
  const box = page.getByRole('textbox', { name: 'Название' })
  await box.fill(`Моё ${title}`.slice(0, 200))
  await api(page, server, 'PATCH', `/courses/${ids.course}`, { title: `Их ${title}`.slice(0, 200) })
  await box.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Запись изменили, пока вы её правили' })
  await expect(dialog.getByText('<img src=x').first()).toBeVisible()
  await expectHarmless(page, 'conflict')
  expect(await overflowOf(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Оставить записанное' }).click()

  await page.goto(`${server.url}/app/courses?new=1`)
  await page.getByRole('textbox', { name: 'Название' }).fill(`Новый ${title}`.slice(0, 200))
  await page.getByRole('textbox', { name: 'Цена' }).fill('1')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Курс создан: Новый щщщ')).toBeVisible()
  await expectHarmless(page, 'toast')
  expect(await overflowOf(page)).toEqual([])

  await page.keyboard.press('Control+k')
  await page.keyboard.type('hostile')
  await expect(page.getByRole('option', { name: /=1\+1 <img/ })).toBeVisible()
  await expectHarmless(page, 'palette')
})

test('a name that looks like a formula leaves the school as text', async ({ page, server }) => {
  await page.goto(`${server.url}/app/users`)
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Выгрузить' }).click()
  const csv = readFileSync(await (await coming).path(), 'utf8')
  expect(csv).toContain("'=1+1 <img")
  expect(csv).not.toMatch(/(^|,|")=1/m)
})
