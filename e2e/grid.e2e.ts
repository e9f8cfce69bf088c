import type { Locator, Page } from '@playwright/test'
import { api, expect, signIn, testOn } from './browser-kit.ts'

const test = testOn({ rows: 1500 })

test.beforeEach(({ page, server }) => signIn(page, server))

const gridOf = (page: Page) => page.getByRole('grid', { name: 'Пользователи' })
const heads = (page: Page) => gridOf(page).locator('[data-column]')
const boxOf = async (part: Locator) => {
  const box = await part.boundingBox()
  if (!box) throw new Error('it is not shown')
  return box
}
const whereOf = (page: Page) => new URL(page.url()).searchParams.get('where')

test('values are chosen by their counts, and a chip tells, changes and takes away each condition', async ({
  page,
  server,
}) => {
  await page.goto(`${server.url}/app/users`)
  await page.getByRole('button', { name: 'Фильтр', exact: true }).click()
  const panel = page.getByRole('dialog', { name: 'Фильтр' })
  const disabled = panel.getByRole('checkbox', { name: /Отключён/ })
  const count = Number(
    (
      await panel
        .getByText(/^Отключён\s*\d/)
        .or(panel.locator('label', { has: disabled }))
        .first()
        .innerText()
    ).replace(/\D/g, ''),
  )
  expect(count).toBeGreaterThan(0)
  await disabled.click()
  await expect(page).toHaveURL(/status=disabled/)
  await expect(gridOf(page)).toHaveAttribute('aria-rowcount', String(count + 1))
  await panel.getByRole('checkbox', { name: /Активен/ }).click()
  expect(whereOf(page)).toBe('["status","in",["disabled","active"]]')
  await disabled.click()
  await panel.getByRole('button', { name: 'Возраст' }).click()
  const dialog = page.getByRole('dialog', { name: 'Фильтр: Возраст' })
  await dialog.getByLabel('Значение').fill('старше')
  await page.keyboard.press('Enter')
  await expect(dialog.getByText('Нужно целое число')).toBeVisible()
  await dialog.getByLabel('Значение').fill('60')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Возраст не меньше 60', exact: true })).toBeVisible()
  expect(whereOf(page)).toBe('["age","gte",60]')
  await page.getByRole('button', { name: 'Возраст не меньше 60', exact: true }).click()
  await page.getByRole('dialog').getByLabel('Условие').selectOption({ label: 'меньше' })
  await page.getByRole('button', { name: 'Применить' }).click()
  expect(whereOf(page)).toBe('["age","lt",60]')
  await page.getByRole('button', { name: 'Убрать фильтр: Возраст меньше 60' }).click()
  expect(whereOf(page)).toBe(null)
  await page.goBack()
  await expect(page.getByRole('button', { name: 'Возраст меньше 60', exact: true })).toBeVisible()
})

test('conditions are built in groups of all and any, and the count follows', async ({ page, server }) => {
  await page.goto(`${server.url}/app/users?role=teacher`)
  await page.getByRole('button', { name: 'Фильтр', exact: true }).click()
  await page.getByRole('button', { name: 'Условия И / ИЛИ' }).click()
  const builder = page.getByRole('dialog', { name: 'Условия И / ИЛИ' })
  await builder.getByRole('button', { name: 'Добавить группу' }).click()
  const group = builder.getByRole('region', { name: 'Группа' }).last()
  await expect(group.getByRole('button', { name: 'Любое из условий' })).toHaveAttribute('aria-pressed', 'true')
  await group.getByLabel('Поле').first().selectOption({ label: 'Возраст' })
  await builder.getByRole('button', { name: 'Применить' }).click()
  await expect(builder.getByText('Заполните значение').first()).toBeVisible()
  await group.getByLabel('Значение').first().fill('60')
  await group.getByLabel('Поле').nth(1).selectOption({ label: 'Имя' })
  await group.getByLabel('Значение').nth(1).fill('мария')
  await builder.getByRole('button', { name: 'Применить' }).click()
  await expect(builder).toHaveCount(0)
  expect(whereOf(page)).toBe('{"any":[["age","gte",60],["name","contains","мария"]]}')
  const found = await api(page, server, 'GET', `/users?${new URL(page.url()).searchParams}&limit=1000`)
  await expect(gridOf(page)).toHaveAttribute('aria-rowcount', String(found.length + 1))
  expect(found.length).toBeGreaterThan(0)
})

test('columns are shown, ordered, sized and pinned by keyboard and by mouse, and the address keeps it', async ({
  page,
  server,
}) => {
  await page.goto(`${server.url}/app/users`)
  await expect(heads(page)).toHaveText(['Имя', 'Роль', 'Статус', 'Возраст', 'Создан', 'Изменён'])
  await page.getByRole('button', { name: 'Колонки' }).focus()
  await page.keyboard.press('Enter')
  const panel = page.getByRole('dialog', { name: 'Колонки' })
  await panel.getByRole('checkbox', { name: 'Изменён' }).press('Space')
  await panel.getByRole('checkbox', { name: 'Почта' }).press('Space')
  await panel.getByRole('button', { name: 'Левее: Возраст' }).press('Enter')
  await panel.getByRole('button', { name: 'Шире: Роль' }).press('Enter')
  await panel.getByRole('button', { name: 'Закрепить слева: Статус' }).press('Enter')
  await page.keyboard.press('Escape')
  await expect(heads(page)).toHaveText(['Имя', 'Статус', 'Роль', 'Возраст', 'Создан', 'Почта'])
  expect(new URL(page.url()).searchParams.get('columns')).toBe('name,role:160,age,status!,created_at,email')
  await page.reload()
  const age = heads(page).nth(3)
  const before = await boxOf(age)
  await page.mouse.move(before.x + before.width - 1, before.y + 18)
  await page.mouse.down()
  await page.mouse.move(before.x + before.width + 59, before.y + 18, { steps: 4 })
  await page.mouse.up()
  await expect.poll(async () => Math.round((await boxOf(age)).width - before.width)).toBe(60)
  const mail = await boxOf(heads(page).nth(5))
  const role = await boxOf(heads(page).nth(2))
  await page.mouse.move(mail.x + 20, mail.y + 18)
  await page.mouse.down()
  await page.mouse.move(role.x + 10, role.y + 18, { steps: 5 })
  await page.mouse.up()
  await expect(heads(page)).toHaveText(['Имя', 'Статус', 'Почта', 'Роль', 'Возраст', 'Создан'])
  await page.setViewportSize({ width: 800, height: 700 })
  await gridOf(page).evaluate((box) => box.scrollTo({ left: 400 }))
  const [name, status] = [await boxOf(heads(page).nth(0)), await boxOf(heads(page).nth(1))]
  expect(Math.abs(status.x - name.x - name.width)).toBeLessThan(1)
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.getByRole('button', { name: 'Колонки' }).click()
  await panel.getByRole('button', { name: 'Как было' }).click()
  expect(new URL(page.url()).search).toBe('')
})

test('a cell is edited where it stands: Enter, Tab, Esc, with Undo, and what is refused stays typed', async ({
  page,
  server,
  watched,
}) => {
  watched.expectRefusals(422, 412)
  await page.goto(`${server.url}/app/users?sort=id&columns=age,locale,role`)
  const grid = gridOf(page)
  const cell = (row: number, column: number) =>
    grid
      .getByRole('row')
      .nth(row + 1)
      .getByRole('gridcell')
      .nth(column + 1)
  await expect(cell(1, 1)).toHaveText('19')
  await grid.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  const age = grid.getByRole('textbox', { name: 'Правка: Возраст' })
  await expect(age).toBeFocused()
  await age.fill('9')
  await page.keyboard.press('Enter')
  await expect(grid.getByRole('alert')).not.toHaveText('')
  await expect(age).toHaveValue('9')
  await age.fill('44')
  await page.keyboard.press('Tab')
  const language = grid.getByRole('combobox', { name: 'Правка: Язык писем' })
  await expect(language).toBeFocused()
  await expect(cell(1, 1)).toHaveText('44')
  await language.selectOption('en')
  await page.keyboard.press('Escape')
  await expect(cell(1, 2)).toHaveText('Русский')
  await expect(grid).toBeFocused()
  await page.keyboard.press('Control+z')
  await expect(cell(1, 1)).toHaveText('19')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('F2')
  await age.fill('50')
  const [, person] = await api(page, server, 'GET', '/users?sort=id')
  await api(page, server, 'PATCH', `/users/${person.id}`, { age: 33 })
  await page.keyboard.press('Enter')
  const conflict = page.getByRole('dialog', { name: 'Запись изменили, пока вы её правили' })
  await expect(conflict.getByText('33', { exact: true })).toBeVisible()
  await expect(conflict.getByText('50', { exact: true })).toBeVisible()
  await conflict.getByRole('button', { name: 'Записать моё' }).click()
  await expect(cell(1, 1)).toHaveText('50')
})

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
  await wall.locator('[aria-posinset="1500"]').getByRole('link').click()
  await expect(page.getByRole('heading', { name: 'Статистика' })).toBeVisible()
  await expect(page.getByRole('img', { name: /изменени/ })).toBeVisible()
})
