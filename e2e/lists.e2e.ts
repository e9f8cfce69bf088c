import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expect, signIn, testOn } from './browser-kit.ts'

const rows = Number(process.env['LIST_ROWS'] ?? 5000)
const test = testOn({ rows })

test.beforeEach(({ page, server }) => signIn(page, server))

const gridOf = (page: Page) => page.getByRole('grid', { name: 'Пользователи' })
const activeRow = (page: Page) =>
  page.evaluate(() => {
    const id = document.querySelector('[role=grid]')?.getAttribute('aria-activedescendant') ?? ''
    return document.getElementById(id)?.innerText ?? ''
  })

/** Opens the list and goes to its last row, with keys. */
async function goToEnd(page: Page, { url }: { url: string }): Promise<void> {
  await page.goto(`${url}/app/users?sort=id`)
  await gridOf(page).focus()
  await page.keyboard.press('End')
}

/** Types another search, with keys. */
async function look(page: Page, q: string): Promise<void> {
  await page.keyboard.press('/')
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type(q)
}

test('any number of rows lies in a document of a few nodes, and End is there at once', async ({ page, server }) => {
  await page.goto(`${server.url}/app/users?sort=id`)
  const grid = gridOf(page)
  // the seeded rows, the owner, and the row of the header
  await expect(grid).toHaveAttribute('aria-rowcount', String(rows + 2))
  await expect(grid.getByText('person0@example.com')).toBeVisible()
  await grid.focus()
  await page.keyboard.press('End')
  await expect(grid.getByText('irina@example.com')).toBeVisible()
  expect(await page.locator('*').count()).toBeLessThanOrEqual(1800)
  await page.keyboard.press('Home')
  await expect(grid.getByText('person0@example.com')).toBeVisible()
})

test('a search, a filter and a sort are the address, and the address is the list', async ({ page, server }) => {
  await page.goto(`${server.url}/app/users`)
  await expect(gridOf(page)).toBeVisible()
  await page.keyboard.press('/')
  await page.keyboard.type('петрова')
  await expect(page).toHaveURL(/q=%D0%BF%D0%B5%D1%82/)
  await page.getByRole('button', { name: 'Отключённые' }).click()
  await expect(page).toHaveURL(/status=disabled/)
  await page.getByRole('button', { name: 'Имя', exact: true }).click()
  await expect(page).toHaveURL(/sort=name/)
  const count = await gridOf(page).getAttribute('aria-rowcount')
  expect(Number(count)).toBeGreaterThan(1)
  expect(Number(count)).toBeLessThan(rows)
  const other = await page.context().newPage()
  await other.goto(page.url())
  await expect(gridOf(other)).toHaveAttribute('aria-rowcount', count ?? '')
  await page.getByRole('button', { name: /Убрать фильтр: Статус/ }).click()
  await expect(page).not.toHaveURL(/status=/)
  await page.goBack()
  await expect(page).toHaveURL(/status=disabled/)
})

test('a search from the middle of a list begins at its first row, and Enter goes there and then opens it', async ({
  page,
  server,
}) => {
  await goToEnd(page, server)
  await look(page, 'person7@')
  await page.keyboard.press('Enter')
  await expect(gridOf(page)).toBeFocused()
  await expect.poll(() => activeRow(page)).toContain('person7@example.com')
  await look(page, 'person8@')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main').getByText('person8@example.com').first()).toBeVisible()
  await expect(page).toHaveURL(/\/app\/users\/\d+$/)
})

test('where a list was stays with its question: what is found after nothing was begins at its first row', async ({
  page,
  server,
}) => {
  await goToEnd(page, server)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/app\/users\/\d+$/)
  await page.goBack()
  await expect.poll(() => activeRow(page)).toContain('irina@example.com')
  await look(page, 'zzzz')
  await expect(gridOf(page)).toHaveCount(0)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('searchbox'), 'there is nothing to go to').toBeFocused()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('person')
  await expect.poll(() => activeRow(page)).toContain('person0@example.com')
  expect(await gridOf(page).evaluate((grid) => grid.scrollTop)).toBe(0)
  await page.keyboard.down('Enter')
  await page.keyboard.down('Enter')
  await page.keyboard.up('Enter')
  await expect(gridOf(page)).toBeFocused()
  await expect(page).toHaveURL(/q=person/)
})

test('Back finds the list where it was', async ({ page, server }) => {
  await page.goto(`${server.url}/app/users?sort=id`)
  const grid = gridOf(page)
  await grid.focus()
  for (let press = 0; press < 8; press++) await page.keyboard.press('PageDown')
  await expect.poll(() => activeRow(page)).toMatch(/person\d+@/)
  const row = await activeRow(page)
  const scrolled = await grid.evaluate((box) => box.scrollTop)
  await page.waitForTimeout(300)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Что происходило' })).toBeVisible()
  await page.goBack()
  await expect(grid).toBeVisible()
  await expect.poll(() => grid.evaluate((box) => box.scrollTop)).toBe(scrolled)
  await expect.poll(() => activeRow(page)).toBe(row)
})

test('rows are chosen by keyboard and changed together, and Undo takes all of it back', async ({ page, server }) => {
  await page.goto(`${server.url}/app/users?sort=id&role=teacher&status=active`)
  const grid = gridOf(page)
  await expect(grid.getByRole('row').nth(3)).toBeVisible()
  const before = await grid.getAttribute('aria-rowcount')
  await grid.focus()
  await page.keyboard.press('x')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await expect(page.getByRole('toolbar', { name: 'Выбрано 3' })).toBeVisible()
  await page.getByRole('toolbar').getByRole('button', { name: 'Отключить' }).click()
  await expect(grid).toHaveAttribute('aria-rowcount', String(Number(before) - 3))
  await page.getByRole('button', { name: 'Отменить' }).click()
  await expect(grid).toHaveAttribute('aria-rowcount', before ?? '')
})

test('a peek walks through the rows of this very list, and columns are what the address says', async ({
  page,
  server,
}) => {
  await page.goto(`${server.url}/app/users?sort=id&columns=email,status`)
  const grid = gridOf(page)
  await expect(grid.getByRole('columnheader')).toHaveText(['Выбрать все строки', 'Имя', 'Почта', 'Статус'])
  await grid.focus()
  await page.keyboard.press('Space')
  const peek = page.getByRole('complementary')
  await expect(peek.getByText('person0@example.com')).toBeVisible()
  await expect(peek.getByRole('button', { name: 'Предыдущая запись' })).toBeDisabled()
  await peek.getByRole('button', { name: 'Следующая запись' }).click()
  await expect(peek.getByText('person1@example.com')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(peek).toHaveCount(0)
})

test('somebody else’s change appears without a reload', async ({ page, server, browser }) => {
  await page.goto(`${server.url}/app/users?sort=id`)
  await expect(gridOf(page).getByText('person2@example.com')).toBeVisible()
  const context = await browser.newContext()
  const colleague = await context.newPage()
  await signIn(colleague, server)
  await colleague.request.patch(`${server.url}/users/3`, { data: { name: 'Имя от коллеги' } })
  await expect(gridOf(page).getByText('Имя от коллеги', { exact: true })).toBeVisible({ timeout: 10_000 })
  await context.close()
})

test('the CSV holds exactly what is filtered', async ({ page, server }) => {
  await page.goto(`${server.url}/app/users?role=teacher`)
  const count = Number(await gridOf(page).getAttribute('aria-rowcount')) - 1
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Выгрузить' }).click()
  const file = await (await coming).path()
  const lines = readFileSync(file, 'utf8').trim().split('\r\n')
  expect(lines).toHaveLength(count + 1)
  expect(lines.slice(1).every((line) => line.includes(',teacher,'))).toBe(true)
})
