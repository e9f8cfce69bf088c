import { DatabaseSync } from 'node:sqlite'
import { api, expect, signIn, testOn } from './browser-kit.ts'

const test = testOn()

test.beforeEach(({ page, server }) => signIn(page, server))

test('409: a demo school that came too late says why, and the page goes on', async ({ page, server, watched }) => {
  watched.expectRefusals(409)
  await page.goto(`${server.url}/app/setup`)
  const fill = page.getByRole('button', { name: 'Наполнить демо-школой' })
  await expect(fill).toBeVisible()
  await api(page, server, 'POST', '/courses', { title: 'Курс коллеги', price: 1 })
  await fill.click()
  await expect(page.getByRole('alert')).toContainText('демо-школа создаётся только в пустой CRM')
  await page.getByRole('button', { name: 'Начать с чистого листа' }).click()
  await expect(page.getByRole('heading', { name: 'Обзор' })).toBeVisible()
})

test('412: a button that was pressed on an older version says so and shows what is stored now', async ({
  page,
  server,
  watched,
}) => {
  watched.expectRefusals(412)
  const course = await api(page, server, 'POST', '/courses', { title: 'Курс на двоих', price: 1, status: 'published' })
  await page.goto(`${server.url}/app/courses/${course.id}`)
  const archive = page.getByRole('button', { name: 'Убрать в архив' })
  await expect(archive).toBeVisible()
  // the page cannot have heard of it yet: it is changed between the press and the call
  let changed = false
  await page.route('**/archive', async (route) => {
    if (!changed) await api(page, server, 'PATCH', `/courses/${course.id}`, { title: 'Название коллеги' })
    changed = true
    await route.continue()
  })
  await archive.click()
  await expect(page.getByText('Запись изменили, пока она была открыта')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Название коллеги', level: 1 })).toBeVisible()
  await archive.click()
  await expect(page.getByText('Курс убран в архив')).toBeVisible()
})

test('429: a door that is knocked at too often says how long to wait, and keeps the address', async ({
  page,
  server,
  watched,
}) => {
  watched.expectRefusals(401, 429)
  await page.context().clearCookies()
  await page.goto(`${server.url}/app/login`)
  await page.getByLabel('Почта').fill('nobody@example.com')
  const refused = page.getByText(/Введённое не потеряно: повторите через \d+ с/)
  for (let knock = 0; knock < 8 && !(await refused.isVisible()); knock++) {
    await page.getByLabel('Пароль').fill(`неверный пароль ${knock}`)
    const answered = page.waitForResponse((response) => response.url().endsWith('/login'))
    await page.getByRole('button', { name: 'Войти' }).click()
    await answered
    await expect(page.getByRole('button', { name: 'Войти' })).toBeEnabled()
    await expect(page.getByLabel('Пароль')).toBeFocused()
    await expect(page.getByRole('alert')).not.toBeEmpty()
  }
  await expect(refused).toBeVisible()
  await expect(page.getByLabel('Почта')).toHaveValue('nobody@example.com')
})

test('503: a database that is locked from outside refuses politely, and the same press succeeds once it is free', async ({
  page,
  server,
  watched,
}) => {
  watched.expectRefusals(503)
  await page.goto(`${server.url}/app/courses?new=1`)
  await page.getByRole('textbox', { name: 'Название' }).fill('Курс при занятой базе')
  await page.getByRole('textbox', { name: 'Цена' }).fill('10')
  const intruder = new DatabaseSync(server.file)
  intruder.exec('begin immediate')
  try {
    await page.keyboard.press('Enter')
    await expect(page.getByRole('alert')).toContainText('Ничего не записано, введённое не потеряно', {
      timeout: 40_000,
    })
    await expect(page.getByRole('textbox', { name: 'Название' })).toHaveValue('Курс при занятой базе')
  } finally {
    intruder.exec('rollback')
    intruder.close()
  }
  await page.getByRole('button', { name: 'Создать' }).click()
  await expect(page.getByRole('heading', { name: 'Курс при занятой базе', level: 1 })).toBeVisible()
  expect(await api(page, server, 'GET', '/courses?q=занятой')).toHaveLength(1)
})

test('a page whose parts cannot be loaded says so, and is whole again when the server is back', async ({
  page,
  server,
  watched,
}) => {
  watched.expectRefusals(0)
  await page.goto(`${server.url}/app/courses`)
  await expect(page.getByRole('heading', { name: 'Курсы' })).toBeVisible()
  await server.kill()
  await page.getByRole('navigation').first().getByRole('link', { name: 'Аудит' }).click()
  await expect(page.getByText('Эта часть приложения не загрузилась')).toBeVisible()
  await expect(page.getByText('Показано то, что успело загрузиться')).toBeVisible()
  await server.start()
  await expect(page.getByText('Показано то, что успело загрузиться')).toHaveCount(0, { timeout: 15_000 })
  await page.getByRole('button', { name: 'Обновить страницу' }).click()
  await expect(page.getByRole('heading', { name: 'Аудит' })).toBeVisible()
})
