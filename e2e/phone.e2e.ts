import type { Locator, Page } from '@playwright/test'
import { api, expect, owner, testOn } from './browser-kit.ts'
import { overflowOf } from './look.ts'

const test = testOn()
test.use({
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
  locale: 'en-GB',
  colorScheme: 'dark',
})

/** A finger that rests on something for longer than a tap. */
async function press(page: Page, target: Locator): Promise<void> {
  const { x = 0, y = 0 } = (await target.boundingBox()) ?? {}
  const finger = await page.context().newCDPSession(page)
  await finger.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x: x + 60, y: y + 20 }] })
  await expect(page.getByRole('toolbar')).toBeVisible()
  await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  await finger.detach()
}

test('on a phone, in English and in the dark: owner, demo school, own course, one user invited and disabled, each event found', async ({
  page,
  server,
}) => {
  test.setTimeout(180_000)
  const fits = async (where: string) => expect(await overflowOf(page), where).toEqual([])
  await page.goto(server.url)
  await expect(page).toHaveURL(/\/app\/setup$/)
  expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dataset['theme']])).toEqual(
    ['en', 'dark'],
  )
  await fits('set-up')
  await page.getByLabel('Name').fill(owner.name)
  await page.getByLabel('E-mail').fill(owner.email)
  await page.getByLabel('Password').fill(owner.password)
  await page.getByRole('button', { name: 'Create the owner' }).tap()
  await page.getByRole('button', { name: 'Fill it with a demo school' }).tap()
  await expect(page.getByText('manager@school.example')).toBeVisible({ timeout: 60_000 })
  await fits('demo school')
  await page.getByRole('button', { name: 'Open the CRM' }).tap()
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible()
  await fits('overview')

  const { default_locale } = await api(page, server, 'GET', '/settings')
  expect(default_locale, 'the school writes letters as its owner reads').toBe('en')

  const bar = page.getByRole('navigation', { name: 'Sections' }).last()
  await bar.getByRole('link', { name: 'Courses' }).tap()
  await page.getByRole('button', { name: 'New course' }).tap()
  await page.getByRole('textbox', { name: 'Title' }).fill('Watercolours on a phone')
  await page.getByRole('textbox', { name: 'Price' }).fill('49.90')
  await fits('new course')
  await page.getByRole('button', { name: 'Create', exact: true }).tap()
  await expect(page.getByRole('heading', { name: 'Watercolours on a phone', level: 1 })).toBeVisible()
  await fits('course')
  await expect(page.getByRole('link', { name: 'Course created' })).toBeVisible()

  await bar.getByRole('link', { name: 'Users' }).tap()
  const list = page.getByRole('grid', { name: 'Users' })
  const rows = list.getByRole('row', { name: 'school.example' })
  await expect(rows.first(), 'the demo school speaks the language of the set-up').toContainText('Anton de Vries')
  const bulk = page.getByRole('toolbar')
  await press(page, rows.nth(1))
  await rows.nth(2).tap()
  await expect(bulk).toHaveAccessibleName('2 selected')
  await fits('rows chosen')
  await bulk.getByRole('button', { name: 'Clear the selection' }).tap()
  await page.getByRole('button', { name: 'Select rows' }).tap()
  await rows.nth(3).tap()
  await expect(bulk).toHaveAccessibleName('1 selected')
  await rows.nth(3).getByRole('checkbox').tap()
  await expect(bulk).toHaveCount(0)
  await expect(list.getByRole('checkbox')).toHaveCount(0)
  await page.getByRole('button', { name: 'Filter' }).tap()
  const sheet = page.getByRole('dialog', { name: 'Filter' })
  await sheet.getByLabel('Order of rows').selectOption('name')
  await sheet.getByRole('checkbox', { name: /Teacher/ }).tap()
  await fits('filter sheet')
  const { y = 0, width = 0, height = 0 } = (await sheet.boundingBox()) ?? {}
  expect([width, y + height], 'a sheet at the lower edge').toEqual([390, 844])
  await sheet.getByRole('button', { name: 'Close' }).tap()
  await expect(page).toHaveURL(/\?role=teacher&sort=name$/)
  await page.getByRole('button', { name: /^Remove the filter/ }).tap()
  await page.getByRole('button', { name: 'New user' }).tap()
  await page.getByRole('textbox', { name: 'Name' }).fill('Pocket Pupil')
  await page.getByRole('textbox', { name: 'E-mail' }).fill('pocket@example.com')
  await page.getByRole('button', { name: 'Generate' }).tap()
  await page.getByRole('button', { name: 'Create', exact: true }).tap()
  const pane = page.getByRole('complementary', { name: 'Pocket Pupil' })
  await expect(pane).toBeVisible()
  await fits('user')
  await pane.getByRole('button', { name: 'Disable' }).tap()
  await expect(pane.getByText('Disabled')).toBeVisible()
  const undo = (await page.getByRole('button', { name: 'Undo' }).boundingBox()) ?? { y: 844, height: 0 }
  expect(undo.y + undo.height, 'a toast leaves the sections free').toBeLessThan(844 - 56)

  await page.goto(`${server.url}/app/events`)
  const log = page.getByRole('grid', { name: 'Log' })
  for (const type of ['user.disabled', 'user.created', 'course.created'])
    await expect(log.getByText(type).first()).toBeVisible()
  await fits('events')
  await log.getByText('user.disabled').first().tap()
  await expect(page.getByRole('complementary')).toBeVisible()
  await fits('one event')

  for (const place of ['part=groups', 'part=groups&group=welcome-mail']) {
    await page.goto(`${server.url}/app/events?${place}`)
    await expect(page.getByRole('row', { name: /welcome-mail|user-events p0/ }).first()).toContainText('Last number')
    const frames = page.locator('section:has(> table)')
    const hidden = await frames.evaluateAll((all) =>
      all.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth),
    )
    expect(hidden.length).toBeGreaterThan(0)
    expect(Math.max(...hidden), `${place}: nothing of a table lies beyond the edge`).toBe(0)
  }
})
