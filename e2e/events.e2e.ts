import { api, expect, signIn, testOn } from './browser-kit.ts'

const test = testOn()

test.beforeEach(({ page, server }) => signIn(page, server))

test('what happens elsewhere stands at the end of the log without a reload, and a pause holds it', async ({
  page,
  server,
}) => {
  await page.goto(`${server.url}/app/events?topic=course-events`)
  await expect(page.getByText('Таких событий нет')).toBeVisible()
  await api(page, server, 'POST', '/courses', { title: 'Первый курс', price: 1 })
  const log = page.getByRole('grid', { name: 'Журнал' })
  await expect(log.getByRole('row', { name: 'course.created' })).toHaveCount(1)
  await page.getByRole('button', { name: 'Пауза' }).click()
  await api(page, server, 'POST', '/courses', { title: 'Второй курс', price: 2 })
  await page.waitForTimeout(1500)
  await expect(log.getByRole('row', { name: 'course.created' })).toHaveCount(1)
  await page.getByRole('button', { name: 'Следить' }).click()
  await expect(log.getByRole('row', { name: 'course.created' })).toHaveCount(2)
})

test('the log is searched by any words of its events', async ({ page, server }) => {
  await api(page, server, 'POST', '/courses', { title: 'Акварель для взрослых', price: 1 })
  await page.goto(`${server.url}/app/events`)
  await page.getByRole('searchbox', { name: 'Слова в событии' }).fill('акварель')
  await expect(page.getByRole('grid', { name: 'Журнал' }).getByRole('row')).toHaveCount(2)
  await expect(page).toHaveURL(/find=/)
  await page.getByRole('searchbox', { name: 'Слова в событии' }).fill('такого слова нет')
  await expect(page.getByText('Таких событий нет')).toBeVisible()
})

test('a record leads to its event, and the event leads back to the record', async ({ page, server }) => {
  const course = await api(page, server, 'POST', '/courses', { title: 'Курс со следом', price: 3 })
  await page.goto(`${server.url}/app/courses/${course.id}`)
  await page.getByRole('link', { name: 'Курс создан' }).click()
  await expect(page).toHaveURL(new RegExp(`topic=course-events&key=${course.id}&seq=\\d+$`))
  const detail = page.getByRole('complementary', { name: 'Курс создан' })
  await expect(detail.getByText('"Курс со следом"')).toBeVisible()
  await page.reload()
  await expect(detail.getByText('ce_id')).toBeVisible()
  await detail.getByRole('link', { name: 'Открыть запись' }).click()
  await expect(page.getByRole('heading', { name: 'Курс со следом', level: 1 })).toBeVisible()
})

test('a replay shows what it would do before it is done, and a group that refuses says why', async ({
  page,
  server,
  watched,
}) => {
  watched.expectRefusals(409)
  await page.goto(`${server.url}/app/events?part=groups`)
  const replay = (group: string) =>
    page.getByRole('row', { name: group }).getByRole('button', { name: 'Воспроизвести' })
  const dialog = page.getByRole('dialog')
  await replay('welcome-mail').click()
  await expect(dialog.getByRole('alert')).toContainText('нельзя воспроизвести заново')
  await expect(dialog.getByRole('button', { name: 'Воспроизвести' })).toBeDisabled()
  await page.keyboard.press('Escape')
  await replay('daily-statistics').click()
  await expect(dialog.getByText('Таблица группы сначала будет очищена')).toBeVisible()
  await page.keyboard.press('Escape')
  await replay('console').click()
  await expect(dialog.getByText(/Заново буд.* обработан/)).toBeVisible()
  await dialog.getByLabel('Откуда').selectOption('seq')
  await dialog.getByLabel('С номера события').fill('2')
  await expect(dialog.getByText(/Заново буд.* обработан/)).toBeVisible()
  await dialog.getByRole('button', { name: 'Воспроизвести' }).click()
  await expect(page.getByText('Группа возвращена назад')).toBeVisible()
  const groups = await api(page, server, 'GET', '/events/groups')
  expect(groups.find(({ group }: { group: string }) => group === 'console').dead).toBe(0)
})

test('own sessions are seen, and the others ended', async ({ page, server, browser }) => {
  const context = await browser.newContext()
  const elsewhere = await context.newPage()
  await signIn(elsewhere, server)
  await page.goto(`${server.url}/app/settings?part=security`)
  await expect(page.getByRole('button', { name: 'Завершить', exact: true }).first()).toBeVisible()
  await page.getByRole('button', { name: 'Завершить остальные' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Завершить остальные' }).click()
  await expect(page.getByText(/Заверш.* сеанс/).last()).toBeVisible()
  expect((await elsewhere.request.get(`${server.url}/me`)).status()).toBe(401)
  expect((await page.request.get(`${server.url}/me`)).status()).toBe(200)
  await context.close()
})
