import type { Page } from '@playwright/test'
import { api, expect, signIn, testOn } from './browser-kit.ts'

const test = testOn()
/** More than one page of the log. */
const many = 260

test.beforeEach(async ({ page, server }) => {
  await signIn(page, server)
  const [last] = await api(page, server, 'GET', '/events?order=desc&limit=1')
  for (let seq = last.seq; seq < many; seq++) await add(page, server, `Курс ${seq}`)
})

const log = (page: Page) => page.getByRole('grid', { name: 'Журнал' })
const rows = (page: Page) => log(page).getByRole('row')
const scrollOf = (page: Page) => log(page).evaluate((box) => box.scrollTop)
/** The event in the middle of what is seen; empty while it is not drawn yet. */
const middle = (page: Page) =>
  log(page).evaluate((box) => {
    const { left, top, height } = box.getBoundingClientRect()
    return document.elementFromPoint(left + 60, top + height / 2)?.closest('[role=row]')?.textContent ?? ''
  })
const add = (page: Page, server: { url: string }, title: string) =>
  api(page, server as never, 'POST', '/courses', { title, price: 1 })

test('the log opens at its end and reads back to its beginning, or from the beginning on', async ({ page, server }) => {
  const last = await add(page, server, 'Самый новый курс')
  await page.goto(`${server.url}/app/events`)
  await expect(rows(page).nth(1)).toContainText('course.created')
  await expect(rows(page).nth(1)).toContainText(String(last.id))
  const end = Number(await rows(page).nth(1).getByRole('gridcell').nth(2).innerText())
  await log(page).focus()
  await expect
    .poll(async () => {
      await page.keyboard.press('End')
      return (await rows(page).last().getByRole('gridcell').nth(2).innerText()).trim()
    })
    .toBe('1')
  await expect(log(page)).toHaveAttribute('aria-rowcount', String(end + 1))
  expect(await page.locator('*').count()).toBeLessThanOrEqual(1800)
  await page.getByLabel('Откуда читать').selectOption('beginning')
  await expect(page).toHaveURL(/start=beginning/)
  await expect(rows(page).nth(1).getByRole('gridcell').nth(2)).toHaveText('1')
  await page.getByLabel('Откуда читать').selectOption('number')
  await page.getByLabel('С номера…').fill('77')
  await expect(rows(page).nth(1).getByRole('gridcell').nth(2)).toHaveText('77')
  await page.getByLabel('Откуда читать').selectOption('hour')
  await expect(rows(page).nth(1).getByRole('gridcell').nth(2)).toHaveText(String(end))
})

test('new events come on top, wait while somebody reads further down, and while the log is paused', async ({
  page,
  server,
}) => {
  await page.goto(`${server.url}/app/events`)
  await expect(rows(page).nth(1)).toBeVisible()
  await add(page, server, 'Пришёл сам')
  await expect(rows(page).nth(1)).toContainText('Пришёл сам')
  await log(page).evaluate((box) => box.scrollTo({ top: 600 }))
  await expect.poll(() => middle(page)).toContain('course.created')
  const [scrolled, shown] = [await scrollOf(page), await middle(page)]
  await add(page, server, 'Ждёт сверху')
  const pill = page.getByRole('button', { name: '↑ 1 новое' })
  await expect(pill).toBeVisible()
  expect([await scrollOf(page), await middle(page)]).toEqual([scrolled, shown])
  await pill.click()
  await expect(rows(page).nth(1)).toContainText('Ждёт сверху')
  await expect.poll(() => scrollOf(page)).toBe(0)
  await page.getByRole('button', { name: 'Пауза' }).click()
  await add(page, server, 'Пришёл в паузу')
  const resume = page.getByRole('button', { name: 'Следить · 1 новое' })
  await expect(resume).toBeVisible()
  await expect(log(page).getByText('Пришёл в паузу')).toHaveCount(0)
  await resume.click()
  await expect(rows(page).nth(1)).toContainText('Пришёл в паузу')
})

test('a link leads to its event however far the log has gone, and from there to the end', async ({ page, server }) => {
  await page.goto(`${server.url}/app/events?seq=40`)
  const detail = page.getByRole('complementary')
  await expect(detail.getByRole('heading')).toContainText('40')
  await expect(detail.getByText('ce_id')).toBeVisible()
  await expect(log(page).getByRole('row', { selected: true }).getByRole('gridcell').nth(2)).toHaveText('40')
  await log(page).focus()
  await page.keyboard.press('ArrowDown')
  await expect(page).toHaveURL(/seq=39$/)
  await page.keyboard.press('Escape')
  await expect(detail).toHaveCount(0)
  await page.getByRole('button', { name: 'К концу' }).click()
  await add(page, server, 'Конец журнала')
  await expect(rows(page).nth(1)).toContainText('Конец журнала')
})

test('an event that is not there is said to be so, and the log stays', async ({ page, server, watched }) => {
  watched.expectRefusals(404)
  await page.goto(`${server.url}/app/events?seq=99999999`)
  await expect(page.getByRole('complementary').getByText('Такого события в журнале нет')).toBeVisible()
  await expect(rows(page).nth(1)).toBeVisible()
})

test('a search goes through the whole log, and its words stand in the address', async ({ page, server }) => {
  await page.goto(`${server.url}/app/events`)
  await page.getByRole('searchbox', { name: 'Слова в событии' }).fill('person77@')
  await expect(page).toHaveURL(/find=person77/)
  await expect(page.getByText('Таких событий нет')).toBeVisible()
  await add(page, server, 'Найди меня person77@')
  await expect(rows(page).nth(1)).toContainText('course.created')
  await page.getByRole('searchbox', { name: 'Слова в событии' }).fill('')
  await expect(page).toHaveURL(/events$/)
})
