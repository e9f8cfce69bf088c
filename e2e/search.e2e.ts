import type { Page } from '@playwright/test'
import { api, expect, signIn, testOn } from './browser-kit.ts'

const test = testOn()

test.beforeEach(async ({ page, server }) => {
  await signIn(page, server)
  const { demo } = await (await page.request.get(`${server.url}/session`)).json()
  if (!demo) return
  await api(page, server, 'POST', '/users', {
    email: 'vanya@example.com',
    name: 'Иван Иванов',
    password: 'orchard-velvet-lantern-42',
  })
  await api(page, server, 'POST', '/courses', { title: 'Живопись маслом', price: 900, status: 'draft' })
})

const palette = (page: Page) => page.getByRole('combobox', { name: 'Поиск и команды' })
const option = (page: Page, name: string | RegExp) => page.getByRole('option', { name }).first()

async function openPalette(page: Page): Promise<void> {
  await expect(page.getByRole('heading').first()).toBeVisible()
  await page.keyboard.press('Control+k')
  await expect(palette(page)).toBeFocused()
}

test('a name typed in the wrong keyboard layout or in Latin opens the person, by keyboard alone', async ({
  page,
  server,
}) => {
  for (const typed of ['bdfyjd', 'ivanov', 'иванов иван']) {
    await page.goto(`${server.url}/app/courses`)
    await openPalette(page)
    await page.keyboard.type(typed)
    await expect(option(page, 'Иван Иванов')).toHaveAttribute('aria-selected', 'true')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Иван Иванов', level: 1 })).toBeVisible()
  }
})

test('Enter before the answer opens what it finds', async ({ page, server }) => {
  await page.goto(`${server.url}/app/settings`)
  await openPalette(page)
  await page.keyboard.type('живопись')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Живопись маслом', level: 1 })).toBeVisible()
})

test('one box finds people, courses, their events, audit and messages, and leads to each', async ({ page, server }) => {
  await page.goto(`${server.url}/app/overview`)
  await openPalette(page)
  await page.keyboard.type('иванов')
  for (const name of ['Пользователи', 'События', 'Аудит', 'Письма'])
    await expect(page.getByRole('group', { name, exact: true })).toBeVisible()
  await page.getByRole('group', { name: 'События' }).getByRole('option', { name: 'Учётная запись создана' }).click()
  await expect(page.getByRole('complementary', { name: 'Учётная запись создана' })).toBeVisible()
})

test('what may be done with the open record is a command, and so is a page', async ({ page, server }) => {
  await page.goto(`${server.url}/app/courses`)
  await openPalette(page)
  await page.keyboard.type('живопись')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Живопись маслом', level: 1 })).toBeVisible()
  await openPalette(page)
  await page.keyboard.type('опубл')
  await expect(page.getByRole('group', { name: 'С этой записью' })).toBeVisible()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').getByRole('button', { name: 'Опубликовать' }).click()
  await expect(page.getByText('Курс опубликован').first()).toBeVisible()
  await openPalette(page)
  await page.keyboard.type('gjkmp')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/app\/users$/)
})
