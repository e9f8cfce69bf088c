import type { Page } from '@playwright/test'
import { api, expect, signIn, testOn } from './browser-kit.ts'

const test = testOn({ rows: 600 })

test.beforeEach(({ page, server }) => signIn(page, server))

const gridOf = (page: Page, name = 'Пользователи') => page.getByRole('grid', { name })
const countOf = async (page: Page, url: string, path: string) =>
  Number((await page.request.get(`${url}${path}&limit=1`)).headers()['x-total-count'])
const bar = (page: Page) => page.getByRole('toolbar', { name: /^Выбран/ })

test('all rows of a filter are chosen at once, changed together, and taken back by one key', async ({
  page,
  server,
}) => {
  await page.goto(`${server.url}/app/users?sort=id&role=student&status=active`)
  const grid = gridOf(page)
  await expect(grid.getByRole('row').nth(3)).toBeVisible()
  const total = await countOf(page, server.url, '/users?role=student&status=active')
  expect(total).toBeGreaterThan(150)
  await grid.getByRole('checkbox', { name: 'Выбрать все строки' }).check()
  await grid.getByRole('row').nth(2).getByRole('checkbox').uncheck()
  await bar(page).getByRole('button', { name: 'Отключить' }).click()
  await expect(page.getByText(/Отключен\S* \d/)).toBeVisible({ timeout: 30_000 })
  await expect(grid).toHaveAttribute('aria-rowcount', '2')
  expect(await countOf(page, server.url, '/users?role=student&status=active')).toBe(1)
  await expect(bar(page)).toHaveCount(0)
  await page.keyboard.press('Control+z')
  await expect(page.getByText('Действие отменено')).toBeVisible({ timeout: 30_000 })
  await expect(grid).toHaveAttribute('aria-rowcount', String(total + 1))
  expect(await countOf(page, server.url, '/users?role=student&status=active')).toBe(total)
})

test('Shift stretches the choice, and the bar offers all the rest', async ({ page, server }) => {
  await page.goto(`${server.url}/app/users?sort=id&role=student`)
  const grid = gridOf(page)
  await grid.getByRole('row').nth(2).getByRole('checkbox').check()
  await grid
    .getByRole('row')
    .nth(6)
    .getByRole('checkbox')
    .click({ modifiers: ['Shift'] })
  await expect(bar(page)).toContainText('Выбрано 5')
  await bar(page)
    .getByRole('button', { name: /^Выбрать все/ })
    .click()
  await expect(bar(page).getByRole('button', { name: /^Выбрать все/ })).toHaveCount(0)
  await page.getByRole('button', { name: 'Отключённые' }).click()
  await expect(bar(page)).toHaveCount(0)
})

test('rows stay chosen in another order, and are let go by another filter or search', async ({ page, server }) => {
  await page.goto(`${server.url}/app/users?sort=id`)
  const grid = gridOf(page)
  const pick = async () => {
    await grid.getByRole('row').nth(2).getByRole('checkbox').check()
    await expect(bar(page)).toContainText('Выбрано 1')
  }
  await pick()
  await grid.getByRole('columnheader', { name: 'Имя' }).click()
  await expect(page).toHaveURL(/sort=name/)
  await expect(bar(page)).toContainText('Выбрано 1')
  await page.keyboard.press('Slash')
  await page.keyboard.type('1')
  await expect(page).toHaveURL(/q=1/)
  await expect(bar(page)).toHaveCount(0)
  await pick()
  await page.getByRole('button', { name: 'Преподаватели' }).click()
  await expect(page).toHaveURL(/role=teacher/)
  await expect(bar(page)).toHaveCount(0)
})

test('when others changed the rows meanwhile, nothing is done and the true count is told', async ({
  page,
  server,
  watched,
}) => {
  watched.expectRefusals(409)
  await page.goto(`${server.url}/app/courses?status=draft`)
  const grid = gridOf(page, 'Курсы')
  await grid.getByRole('checkbox', { name: 'Выбрать все строки' }).check()
  const before = await countOf(page, server.url, '/courses?status=draft')
  await api(page, server, 'POST', '/courses', { title: 'Ещё один черновик', price: 1, status: 'draft' })
  await bar(page).getByRole('button', { name: 'Опубликовать' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Опубликовать' }).click()
  await expect(page.getByText(new RegExp(`записей стало ${before + 1}`))).toBeVisible()
  expect(await countOf(page, server.url, '/courses?status=draft')).toBe(before + 1)
})

test('an undo that something newer stands in the way of names the rows, and can leave them as they are', async ({
  page,
  server,
  watched,
}) => {
  watched.expectRefusals(409)
  const courses = []
  for (const name of ['первый', 'второй', 'третий'])
    courses.push(await api(page, server, 'POST', '/courses', { title: `Учебный ${name}`, price: 1 }))
  await page.goto(`${server.url}/app/courses?q=Учебный&sort=id`)
  const grid = gridOf(page, 'Курсы')
  await expect(grid.getByText('Учебный третий', { exact: true })).toBeVisible()
  await grid.getByRole('checkbox', { name: 'Выбрать все строки' }).check()
  await bar(page).getByRole('button', { name: 'Убрать в архив' }).click()
  await expect(page.getByText('Убраны в архив 3 курса')).toBeVisible()
  await api(page, server, 'PATCH', `/courses/${courses[1].id}`, { title: 'Учебный второй, новый' })
  await page.getByRole('button', { name: 'Отменить' }).click()
  const dialog = page.getByRole('dialog', { name: 'Отменить не получилось' })
  await expect(dialog.getByRole('link', { name: 'Учебный второй, новый' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Оставить их, отменить остальное' }).click()
  await expect(page.getByText('Действие отменено')).toBeVisible()
  const statuses = []
  for (const { id } of courses) statuses.push((await api(page, server, 'GET', `/courses/${id}`)).status)
  expect(statuses).toEqual(['published', 'archived', 'published'])
})

test('undo of one field that was changed since shows whose record stands in the way', async ({
  page,
  server,
  watched,
}) => {
  watched.expectRefusals(412)
  const course = await api(page, server, 'POST', '/courses', { title: 'Правленый курс', price: 1 })
  await page.goto(`${server.url}/app/courses/${course.id}`)
  await page.getByRole('button', { name: 'Убрать в архив' }).click()
  await expect(page.getByText('Курс убран в архив')).toBeVisible()
  await api(page, server, 'PATCH', `/courses/${course.id}`, { price: 2 })
  await page.keyboard.press('Control+z')
  const dialog = page.getByRole('dialog', { name: 'Отменить не получилось' })
  await expect(dialog.getByRole('link', { name: 'Правленый курс' })).toBeVisible()
  // what was tried by the key is offered no more
  await expect(page.getByText('Курс убран в архив')).toHaveCount(0)
  await expect(dialog.getByRole('button', { name: /отменить остальное/ })).toHaveCount(0)
})
