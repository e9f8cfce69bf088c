import { api, expect, signIn, testOn } from './browser-kit.ts'

const test = testOn()

test.beforeEach(({ page, server }) => signIn(page, server))

test('a killed server shows a banner, keeps what was typed, and the page goes on when it is back', async ({
  page,
  server,
  watched,
}) => {
  watched.expectRefusals(0)
  await page.goto(`${server.url}/app/courses?new=1`)
  await page.getByRole('textbox', { name: 'Название' }).fill('Курс во время обрыва')
  await page.getByRole('textbox', { name: 'Цена' }).fill('100')
  await server.kill()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Нет связи с сервером. Введённое не потеряно')).toBeVisible()
  await expect(page.getByText('Показано то, что успело загрузиться')).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Название' })).toHaveValue('Курс во время обрыва')
  await server.start()
  await expect(page.getByText('Показано то, что успело загрузиться')).toHaveCount(0, { timeout: 10_000 })
  await page.getByRole('button', { name: 'Создать' }).click()
  await expect(page.getByRole('heading', { name: 'Курс во время обрыва', level: 1 })).toBeVisible()
  const courses = await api(page, server, 'GET', '/courses?q=обрыва')
  expect(courses).toHaveLength(1)
})

test('a conflict shows both values and writes the one that is chosen', async ({ page, server, watched }) => {
  watched.expectRefusals(412)
  const course = await api(page, server, 'POST', '/courses', { title: 'Спорный курс', price: 1 })
  await page.goto(`${server.url}/app/courses/${course.id}`)
  await page.getByRole('button', { name: 'Изменить: Название' }).click()
  await page.getByRole('textbox', { name: 'Название' }).fill('Моё название')
  await api(page, server, 'PATCH', `/courses/${course.id}`, { title: 'Чужое название' })
  // the page hears of the newer version and must not take it for the one that is edited
  await expect(page.getByRole('heading', { name: 'Чужое название', level: 1 })).toBeVisible()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Запись изменили, пока вы её правили' })
  await expect(dialog.getByText('Чужое название')).toBeVisible()
  await expect(dialog.getByText('Моё название')).toBeVisible()
  await dialog.getByRole('button', { name: 'Записать моё' }).click()
  await expect(page.getByRole('heading', { name: 'Моё название', level: 1 })).toBeVisible()
  expect((await api(page, server, 'GET', `/courses/${course.id}`)).title).toBe('Моё название')
})

test('what the server refuses stands at its field, and nothing typed is lost', async ({ page, server, watched }) => {
  watched.expectRefusals(422, 400)
  await page.goto(`${server.url}/app/users?new=1`)
  await page.getByRole('textbox', { name: 'Имя' }).fill('Анна')
  await page.getByRole('textbox', { name: 'Почта' }).fill('anna@example')
  await page.getByRole('textbox', { name: 'Возраст' }).fill('7')
  await page.getByLabel('Пароль').fill('orchard-velvet')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Не меньше 10')).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Возраст' })).toBeFocused()
  await page.getByRole('textbox', { name: 'Возраст' }).fill('17')
  await page.getByRole('textbox', { name: 'Почта' }).fill('irina@example.com')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Email уже зарегистрирован')).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Имя' })).toHaveValue('Анна')
})
