import type { Browser, Page } from '@playwright/test'
import { api, expect, owner, signIn, testOn } from './browser-kit.ts'
import type { TestServer } from './server.ts'

const test = testOn()
const guest = { email: 'guest@example.com', name: 'Гость', password: 'orchard-velvet-lantern-7' }

test.beforeEach(async ({ page, server, watched }) => {
  watched.expectRefusals(401)
  await signIn(page, server)
})

/** For good, on the server: from another browser of the same person. */
async function endSessions(browser: Browser, server: TestServer): Promise<void> {
  const context = await browser.newContext()
  const elsewhere = await context.newPage()
  await signIn(elsewhere, server)
  await api(elsewhere, server, 'DELETE', '/sessions')
  await context.close()
}

const doorOf = (page: Page) => page.locator('dialog[data-door]')

test('a session that ends while somebody types asks to sign in over the page, and nothing typed is lost', async ({
  page,
  server,
  browser,
}) => {
  await page.goto(`${server.url}/app/courses?new=1`)
  await page.getByRole('textbox', { name: 'Название' }).fill('Курс после перерыва')
  await page.getByRole('textbox', { name: 'Цена' }).fill('250')
  await endSessions(browser, server)
  await page.keyboard.press('Enter')
  const door = doorOf(page)
  await expect(door.getByText('Страница ждёт вас')).toBeVisible()
  await expect(door.getByLabel('Почта')).toHaveValue(owner.email)
  await expect(door.getByLabel('Пароль')).toBeFocused()
  // neither Esc nor a key of the page opens a way around the door
  for (const key of ['Escape', 'Escape', 'Control+k']) await page.keyboard.press(key)
  await expect(door).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'Поиск и команды' })).toHaveCount(0)
  await door.getByLabel('Пароль').fill(owner.password)
  await page.keyboard.press('Enter')
  await expect(door).toHaveCount(0)
  await expect(page).toHaveURL(/\/app\/courses\?new=1$/)
  await expect(page.getByRole('textbox', { name: 'Название' })).toHaveValue('Курс после перерыва')
  await page.getByRole('button', { name: 'Создать' }).click()
  await expect(page.getByRole('heading', { name: 'Курс после перерыва', level: 1 })).toBeVisible()
  expect(await api(page, server, 'GET', '/courses?q=перерыва')).toHaveLength(1)
})

test('a page that only looks on hears of the end too, and stays where it was: list, filter, edited fact', async ({
  page,
  server,
}) => {
  const course = await api(page, server, 'POST', '/courses', { title: 'Курс под правкой', price: 1 })
  await page.goto(`${server.url}/app/courses/${course.id}`)
  await page.getByRole('button', { name: 'Изменить: Название' }).click()
  await page.getByRole('textbox', { name: 'Название' }).fill('Недописанное назв')
  await page.request.post(`${server.url}/logout`)
  const door = doorOf(page)
  await expect(door).toBeVisible({ timeout: 15_000 })
  await door.getByLabel('Пароль').fill('не тот пароль')
  await page.keyboard.press('Enter')
  await expect(door.getByText('Неверный email или пароль')).toBeVisible()
  await door.getByLabel('Пароль').fill(owner.password)
  await page.keyboard.press('Enter')
  await expect(door).toHaveCount(0)
  await expect(page.getByRole('textbox', { name: 'Название' })).toHaveValue('Недописанное назв')
  await expect(page).toHaveTitle(/Курс под правкой/)
})

test('whoever else signs in at that door finds nothing of the person before', async ({ page, server, browser }) => {
  await api(page, server, 'POST', '/users', guest)
  await page.goto(`${server.url}/app/courses?new=1`)
  await page.getByRole('textbox', { name: 'Название' }).fill('Чужой черновик')
  await page.getByRole('textbox', { name: 'Цена' }).fill('1')
  await endSessions(browser, server)
  await page.keyboard.press('Enter')
  const door = doorOf(page)
  await door.getByLabel('Почта').fill(guest.email)
  await door.getByLabel('Пароль').fill(guest.password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: /Учётная запись/ })).toContainText('Гость')
  await expect(page.getByText('Чужой черновик')).toHaveCount(0)
  await expect(page.getByRole('textbox', { name: 'Название' })).toHaveCount(0)
})

test('a sign-out leaves nothing on the screen, and the door leads back after a wish to go somewhere', async ({
  page,
  server,
}) => {
  await page.goto(`${server.url}/app/users`)
  await page.getByRole('button', { name: /Учётная запись/ }).click()
  await page.getByRole('menuitem', { name: 'Выйти' }).click()
  await expect(page).toHaveURL(/\/app\/login$/)
  await expect(page.getByRole('grid')).toHaveCount(0)
  await page.goto(`${server.url}/app/users?status=active`)
  await expect(page).toHaveURL(/\/app\/login\?back=/)
  await page.getByLabel('Почта').fill(owner.email)
  await page.getByLabel('Пароль').fill(owner.password)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/app\/users\?status=active$/)
})
