import { test as plain } from '@playwright/test'
import { letterText, openMailbox } from '../server/test-kit/mailbox.ts'
import { api, expect, owner, signIn, testOn } from './browser-kit.ts'
import { startServer } from './server.ts'

const test = testOn()
const fresh = 'meadow-copper-whistle-77'
const person = { name: 'Пётр Ильин', email: 'petr@example.com', password: 'lantern-orchard-violet-9' }

test('a forgotten password is set anew through the letter that the owner passes on, and the link works once', async ({
  page,
  server,
  watched,
}) => {
  watched.expectRefusals(401, 403)
  await signIn(page, server)
  await api(page, server, 'POST', '/users', person)
  await page.context().clearCookies()

  await page.goto(`${server.url}/app/login`)
  await page.getByRole('link', { name: 'Забыли пароль?' }).click()
  await expect(page.getByLabel('Почта')).toBeFocused()
  await page.keyboard.type(person.email)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Спросите владельца школы' })).toBeVisible()
  await expect(page.getByText(`если для ${person.email} есть учётная запись`)).toBeVisible()

  await signIn(page, server)
  await page.goto(`${server.url}/app/messages`)
  await page.getByRole('grid').getByText('Новый пароль').click()
  const letter = page.getByRole('complementary')
  await expect(letter.getByText('/app/new-password#token=')).toBeVisible()
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await letter.getByRole('button', { name: 'Скопировать' }).click()
  await expect(letter.getByRole('button', { name: 'Скопировано' })).toBeVisible()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  const place = /\/app\/new-password#token=[\w-]+/.exec(copied)?.[0] ?? ''
  await page.context().clearCookies()

  await page.goto(server.url + place)
  await expect(page).toHaveURL(/\/app\/new-password$/)
  await page.getByLabel('Новый пароль').fill('short')
  watched.expectRefusals(422)
  await page.keyboard.press('Enter')
  await expect(page.getByText('Пароль: от 8 до 1024 байт')).toBeVisible()
  await page.getByLabel('Новый пароль').fill(fresh)
  await page.keyboard.press('Enter')
  await expect(page.getByText('Новый пароль задан, войдите с ним')).toBeVisible()
  await page.getByLabel('Почта').fill(person.email)
  await page.getByLabel('Пароль').fill(fresh)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('navigation', { name: 'Разделы' })).toBeVisible()

  await page.goto('about:blank')
  await page.goto(server.url + place)
  await page.getByLabel('Новый пароль').fill(person.password)
  await page.keyboard.press('Enter')
  await expect(page.getByText('Ссылка уже использована или устарела')).toBeVisible()
  await page.getByRole('link', { name: 'Получить новую ссылку' }).click()
  await expect(page.getByRole('heading', { name: 'Забыли пароль?' })).toBeVisible()
})

test('a letter is copied over http in a local network too, where browsers offer no clipboard', async ({
  page,
  server,
}) => {
  await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }))
  await signIn(page, server)
  await page.goto(`${server.url}/app/messages`)
  await page.getByRole('grid').getByText('Добро пожаловать').first().click()
  const letter = page.getByRole('complementary')
  await letter.getByRole('button', { name: 'Скопировать' }).click()
  const copied = letter.getByRole('button', { name: 'Скопировано' })
  await expect(copied).toBeFocused()
  await page.goto(`${server.url}/app/users`)
  await page.getByRole('searchbox').focus()
  await page.keyboard.press('ControlOrMeta+v')
  await expect(page.getByRole('searchbox')).toHaveValue(/Ваша учётная запись готова/)
})

plain('with SMTP the link comes by mail, in the language of its reader, and opens the form', async ({ page }) => {
  const mailbox = await openMailbox()
  const server = await startServer({
    isPublic: true,
    env: { SMTP_URL: mailbox.url, MAIL_FROM: 'school@example.com' },
  })
  try {
    await expect.poll(() => setupToken(server.lines)).not.toBe('')
    const headers = { 'x-setup-token': setupToken(server.lines), 'accept-language': 'en' }
    await page.request.post(`${server.url}/users`, { data: { ...owner, is_admin: true }, headers })
    await page.goto(`${server.url}/app/forgotten`)
    await page.getByLabel('Почта').fill(owner.email)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Проверьте почту' })).toBeVisible()
    const link = () =>
      /http\S+#token=\S+/.exec(mailbox.letters.map(({ text }) => letterText(text)).join('\n'))?.[0] ?? ''
    await expect.poll(link).not.toBe('')
    expect(mailbox.letters.some(({ text }) => letterText(text).includes('set a new password here'))).toBe(true)
    await page.goto(link())
    await page.getByLabel('Новый пароль').fill(fresh)
    await page.keyboard.press('Enter')
    await expect(page.getByText('Новый пароль задан, войдите с ним')).toBeVisible()
    const answer = await page.request.post(`${server.url}/login`, { data: { email: owner.email, password: fresh } })
    expect(answer.status()).toBe(200)
  } finally {
    await server.stop()
    await mailbox.close()
  }
})

function setupToken(lines: readonly string[]): string {
  return lines.map((line) => /X-Setup-Token: (\S+)/.exec(line)?.[1]).find(Boolean) ?? ''
}
