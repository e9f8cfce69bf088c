import type { Page } from '@playwright/test'
import { api, expect, signIn, testOn } from './browser-kit.ts'

const test = testOn({ rows: 1500 })

test.beforeEach(({ page, server }) => signIn(page, server))

const gridOf = (page: Page) => page.getByRole('grid', { name: 'Пользователи' })
const heads = (page: Page) => gridOf(page).locator('[data-column]')

test('a view is saved with everything that belongs to it, found as a tab, renamed, shared and deleted', async ({
  page,
  server,
  browser,
}) => {
  await page.goto(`${server.url}/app/users`)
  const tabs = page.getByRole('navigation', { name: 'Виды списка' })
  await expect(gridOf(page)).toBeVisible()
  await expect(tabs.getByRole('button', { name: 'Сохранить вид' })).toHaveCount(0)
  await page.goto(`${server.url}/app/users?where=${encodeURIComponent('["age","gte",60]')}&sort=name&columns=age,role`)
  await tabs.getByRole('button', { name: 'Сохранить вид' }).click()
  await page.getByLabel('Название вида').fill('Старшие <b>&')
  await page.getByLabel('Показать всей команде').check()
  await page.getByRole('button', { name: 'Сохранить', exact: true }).click()
  const tab = tabs.getByRole('button', { name: /^Старшие <b>&/ })
  await expect(tab).toHaveAttribute('aria-current', 'true')
  const rows = Number(await gridOf(page).getAttribute('aria-rowcount')) - 1
  await expect(tab).toContainText(String(rows))
  await tabs.getByRole('button', { name: /^Все/ }).click()
  await expect(gridOf(page)).not.toHaveAttribute('aria-rowcount', String(rows + 1))
  await tab.click()
  await expect(gridOf(page)).toHaveAttribute('aria-rowcount', String(rows + 1))
  await expect(heads(page)).toHaveText(['Имя', 'Возраст', 'Роль'])
  await page.getByRole('button', { name: 'Возраст', exact: true }).click()
  const actions = tabs.getByRole('button', { name: /^Действия с видом/ })
  await expect(actions).toContainText('Изменён')
  await actions.click()
  await page.getByRole('menuitem', { name: 'Сохранить изменения' }).click()
  await expect(actions).not.toContainText('Изменён')
  await actions.click()
  await page.getByRole('menuitem', { name: 'Переименовать' }).click()
  await page.getByLabel('Название вида').fill('Люди за 60')
  await page.keyboard.press('Enter')
  await expect(tabs.getByRole('button', { name: /^Люди за 60/ })).toBeVisible()
  const context = await browser.newContext()
  const colleague = await context.newPage()
  await signIn(colleague, server)
  await colleague.goto(`${server.url}/app/users`)
  await expect(colleague.getByRole('button', { name: /^Люди за 60/ })).toBeVisible()
  await context.close()
  await actions.click()
  await page.getByRole('menuitem', { name: 'Удалить вид' }).click()
  await expect(page.getByRole('dialog', { name: 'Удалить вид «Люди за 60»?' })).toBeVisible()
  await page.getByRole('dialog').getByRole('button', { name: 'Удалить вид' }).click()
  await expect(tabs.getByRole('button', { name: /^Люди за 60/ })).toHaveCount(0)
  await expect(gridOf(page)).toHaveAttribute('aria-rowcount', String(rows + 1))
})

test('hostile text stays inside its cell, its chip, its tab and its card', async ({ page, server }) => {
  const evil = `<img src=x onerror=alert(1)>${'Ы'.repeat(72)}`
  await api(page, server, 'PATCH', '/users/1', { name: evil })
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 900 })
    await page.goto(
      `${server.url}/app/users?sort=id&where=${encodeURIComponent(JSON.stringify(['name', 'contains', evil]))}`,
    )
    await expect(gridOf(page).getByText(evil, { exact: true })).toBeVisible()
    await expect(gridOf(page)).toHaveAttribute('aria-rowcount', '2')
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(
      0,
    )
    const cells = await gridOf(page)
      .getByRole('gridcell')
      .evaluateAll((all) =>
        all.map((one) => one.scrollWidth > one.clientWidth && getComputedStyle(one).overflow !== 'hidden'),
      )
    expect(cells.some(Boolean)).toBe(false)
  }
})

test('Back finds what was chosen, and the list where it was', async ({ page, server }) => {
  await page.goto(`${server.url}/app/users?sort=id`)
  const grid = gridOf(page)
  await grid.focus()
  await page.keyboard.press('x')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('x')
  await expect(page.getByRole('toolbar', { name: 'Выбрано 2' })).toBeVisible()
  await expect.poll(() => page.evaluate(() => history.state?.chosen?.rows?.size)).toBe(2)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Что происходило' })).toBeVisible()
  await page.goBack()
  await expect(page.getByRole('toolbar', { name: 'Выбрано 2' })).toBeVisible()
  await expect(grid.getByRole('row', { selected: true })).toHaveCount(2)
})

test('a link to a row beside its list brings the list to that row', async ({ page, server }) => {
  const thirtieth = await api(page, server, 'GET', '/users?sort=id&skip=29&limit=1')
  await page.goto(`${server.url}/app/users?sort=id&peek=${thirtieth[0].id}`)
  await expect(page.getByRole('complementary', { name: thirtieth[0].name })).toBeVisible()
  await expect(gridOf(page).getByRole('row', { name: thirtieth[0].email })).toBeInViewport()
})

test('courses are rows or cards, as many as there are and no more in the document than are seen', async ({
  page,
  server,
}) => {
  await page.goto(`${server.url}/app/courses?sort=id`)
  await page.getByRole('button', { name: 'Карточки' }).click()
  await expect(page).toHaveURL(/look=cards/)
  const wall = page.getByRole('list', { name: 'Курсы' })
  await expect(wall.getByRole('link').first()).toContainText('Python для начинающих 0')
  await expect(wall.getByRole('listitem').first()).toHaveAttribute('aria-setsize', '1500')
  expect(await page.locator('*').count()).toBeLessThanOrEqual(1800)
  await wall.evaluate((list) => list.parentElement?.scrollTo(0, 1e9))
  await expect(wall.locator('[aria-posinset="1500"]').getByRole('link')).toBeVisible()
  for (const width of [390, 768]) {
    await page.setViewportSize({ width, height: 900 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(
      0,
    )
  }
  // other widths have other places for the last one
  await wall.evaluate((list) => list.parentElement?.scrollTo(0, 1e9))
  await wall.locator('[aria-posinset="1500"]').getByRole('link').click()
  await expect(page.getByRole('heading', { name: 'Статистика' })).toBeVisible()
  await expect(page.getByRole('img', { name: /изменени/ })).toBeVisible()
})
