import type { Page } from '@playwright/test'
import { api, expect, owner, signIn, testOn } from './browser-kit.ts'
import type { TestServer } from './server.ts'

const test = testOn()

test.beforeEach(({ page, server }) => signIn(page, server))

test('the owner names the school: the name stands over the pages and at the door, and is text', async ({
  page,
  server,
}) => {
  const name = 'Школа <b>Питона</b>'
  await page.goto(`${server.url}/app/settings?part=school`)
  await page.getByLabel('Название школы').fill(name)
  await page.keyboard.press('Enter')
  await expect(page.getByText('Сохранено')).toBeVisible()
  await expect(page.getByTitle(name)).toBeVisible()
  await expect(page).toHaveTitle(`Настройки · ${name}`)
  await page.context().clearCookies()
  await page.goto(`${server.url}/app/login`)
  await expect(page.getByText(name)).toBeVisible()
})

test('what was typed is kept when somebody else has changed the settings meanwhile', async ({
  page,
  server,
  watched,
}) => {
  watched.expectRefusals(412)
  await page.goto(`${server.url}/app/settings?part=school`)
  await page.getByLabel('Название школы').fill('Моё название')
  await api(page, server, 'PATCH', '/settings', { school_name: 'Чужое название' })
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await expect(page.getByText('Тем временем записано: Чужое название')).toBeVisible()
  await expect(page.getByLabel('Название школы')).toHaveValue('Моё название')
  await page.getByRole('button', { name: 'Оставить моё' }).click()
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await expect(page.getByTitle('Моё название')).toBeVisible()
})

test('a token is made with the password, shown once, works from a program, and dies when it is revoked', async ({
  page,
  server,
  playwright,
}) => {
  await page.goto(`${server.url}/app/settings?part=tokens`)
  await page.getByRole('button', { name: 'Новый ключ' }).click()
  await page.getByLabel('Для чего').fill('Выгрузка')
  await page.getByLabel('читать курсы').check()
  await page.getByLabel('Текущий пароль').fill(owner.password)
  await page.getByRole('button', { name: 'Создать' }).click()
  const token = await page.getByLabel('Ключ API', { exact: true }).inputValue()
  expect(token).toMatch(/^crm_[\w-]{43}$/)
  await page.getByRole('dialog').getByRole('button', { name: 'Закрыть' }).last().click()
  await expect(page.getByText(`${token.slice(0, 10)}…`)).toBeVisible()
  expect(await page.content()).not.toContain(token)

  const program = await playwright.request.newContext({ extraHTTPHeaders: { authorization: `Bearer ${token}` } })
  expect((await program.get(`${server.url}/courses`)).status()).toBe(200)
  expect((await program.get(`${server.url}/users`)).status()).toBe(403)
  await page.reload()
  await expect(page.getByText('использован')).toBeVisible()
  await page.getByRole('button', { name: 'Отозвать Выгрузка' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Отозвать' }).click()
  await expect(page.getByText('Ключей пока нет')).toBeVisible()
  expect((await program.get(`${server.url}/courses`)).status()).toBe(401)
  await program.dispose()
})

test('somebody is invited into the team, gets a role, and sets a password through the link', async ({
  page,
  server,
}) => {
  await page.goto(`${server.url}/app/settings?part=team`)
  await page.getByRole('button', { name: 'Пригласить' }).click()
  await page.getByLabel('Имя').fill('Вера Ли')
  await page.getByLabel('Почта').fill('vera@example.com')
  await page.getByRole('dialog').getByLabel('Роль').selectOption('manager')
  await page.getByRole('button', { name: 'Отправить приглашение' }).click()
  await expect(page.getByLabel('Роль: Вера Ли')).toHaveValue('manager')
  await page.getByLabel('Роль: Вера Ли').selectOption('teacher')
  await expect(page.getByText('Роль изменена')).toBeVisible()
  await page.getByRole('button', { name: 'Отменить', exact: true }).click()
  await expect(page.getByLabel('Роль: Вера Ли')).toHaveValue('manager')
  await expect.poll(() => linkFor(page, server, 'vera@example.com')).not.toBe('')
  const link = await linkFor(page, server, 'vera@example.com')
  await page.context().clearCookies()
  await page.goto(server.url + link)
  await page.getByLabel('Новый пароль').fill('meadow-copper-whistle-77')
  await page.keyboard.press('Enter')
  await page.getByLabel('Почта').fill('vera@example.com')
  await page.getByLabel('Пароль').fill('meadow-copper-whistle-77')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Обзор' })).toBeVisible()
  await page.goto(`${server.url}/app/settings`)
  await expect(page.getByRole('button', { name: 'Безопасность' })).toBeVisible()
  for (const part of ['Школа', 'Команда и роли', 'Ключи API', 'Состояние'])
    await expect(page.getByRole('button', { name: part })).toHaveCount(0)
})

test('a record shows where its person is signed in, and signs them out everywhere', async ({ page, server }) => {
  const person = { name: 'Лидия Ветрова', email: 'lidia@example.com', password: 'orchard-velvet-lantern-43' }
  const { id } = await api(page, server, 'POST', '/users', person)
  const { email, password } = person
  const body = JSON.stringify({ email, password })
  const headers = { 'content-type': 'application/json', 'user-agent': 'Library computer 7' }
  const answer = await fetch(`${server.url}/login`, { method: 'POST', headers, body })
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
  await page.goto(`${server.url}/app/users/${id}`)
  await expect(page.getByText(headers['user-agent'])).toBeVisible()
  await page.getByRole('button', { name: 'Завершить все' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Завершить все' }).click()
  await expect(page.getByText('Завершён 1 сеанс')).toBeVisible()
  await expect(page.getByText('Открытых сеансов нет')).toBeVisible()
  expect((await fetch(`${server.url}/me`, { headers: { cookie } })).status).toBe(401)
})

test('what needs a person stands on the overview and leads to the rows behind it', async ({ page, server }) => {
  const weak = { name: 'Слабый Пароль', email: 'weak@example.com', password: 'password123' }
  await api(page, server, 'POST', '/users', weak)
  await page.goto(`${server.url}/app/overview`)
  await page.getByRole('link', { name: '1 слабый пароль' }).click()
  const row = page.getByRole('row', { name: weak.name })
  await expect(row).toBeVisible()
  await row.getByRole('button', { name: 'Письмо со ссылкой' }).click()
  await expect.poll(() => linkFor(page, server, weak.email)).not.toBe('')
  const token = (await linkFor(page, server, weak.email)).split('token=')[1]
  await api(page, server, 'POST', '/password-resets/redemptions', { token, password: 'meadow-copper-whistle-77' })
  await page.goto(`${server.url}/app/settings?part=security`)
  await expect(page.getByText('Слабых паролей нет')).toBeVisible()
})

test('a test letter is written, and health tells how everything is', async ({ page, server }) => {
  await page.goto(`${server.url}/app/settings?part=mail`)
  await expect(page.getByText('Письма только сохраняются')).toBeVisible()
  await page.getByRole('button', { name: 'Проверочное письмо' }).click()
  await expect(page.getByText(`Письмо готовится: ${owner.email}`)).toBeVisible()
  await page.getByRole('link', { name: 'Все письма' }).click()
  await expect(page.getByRole('grid').getByText('Проверочное письмо')).toBeVisible()
  await page.goto(`${server.url}/app/settings?part=health`)
  await expect(page.getByText('SQLite')).toBeVisible()
  await expect(page.getByText('Встроенный журнал')).toBeVisible()
  await expect(page.getByText('ещё не было')).toBeVisible()
})

/** `/app/new-password#token=…` of the newest letter to somebody; empty as long as there is none. */
async function linkFor(page: Page, server: TestServer, email: string): Promise<string> {
  const letters = (await api(page, server, 'GET', '/messages')) as { to: string; body: string }[]
  const found = letters.map(({ to, body }) => (to === email ? /\/app\/new-password#token=\S+/.exec(body)?.[0] : null))
  return found.find(Boolean) ?? ''
}
