import type { Browser, Page } from '@playwright/test'
import { api, expect, signIn, testOn } from './browser-kit.ts'
import { goAndSettle } from './quiet.ts'
import type { TestServer } from './server.ts'

const test = testOn({ rows: 300 })

test.beforeEach(({ page, server }) => signIn(page, server))

const gridOf = (page: Page, name = 'Пользователи') => page.getByRole('grid', { name })

async function colleagueOf(browser: Browser, server: TestServer): Promise<Page> {
  const colleague = await (await browser.newContext()).newPage()
  await signIn(colleague, server)
  return colleague
}

test('two browsers see each other’s change without reload, and nobody asks again and again', async ({
  page,
  server,
  browser,
}) => {
  const colleague = await colleagueOf(browser, server)
  await page.goto(`${server.url}/app/users?sort=id`)
  await colleague.goto(`${server.url}/app/users/3`)
  await expect(gridOf(page).getByText('person2@example.com')).toBeVisible()
  await colleague.getByRole('button', { name: 'Изменить: Имя' }).click()
  await colleague.getByRole('textbox', { name: 'Имя' }).fill('Имя от коллеги')
  await colleague.keyboard.press('Enter')
  await expect(gridOf(page).getByText('Имя от коллеги', { exact: true })).toBeVisible()
  await page.goto(`${server.url}/app/users/3`)
  await page.getByRole('button', { name: 'Изменить: Имя' }).click()
  await page.getByRole('textbox', { name: 'Имя' }).fill('Имя в ответ')
  await page.keyboard.press('Enter')
  await expect(colleague.getByRole('heading', { name: 'Имя в ответ', level: 1 })).toBeVisible()
  const asked: string[] = []
  colleague.on('request', (request) => asked.push(request.url()))
  await page.waitForTimeout(6000)
  expect(asked).toEqual([])
  await colleague.context().close()
})

test('new rows wait behind a pill, and the rows one reads stay where they are', async ({ page, server, browser }) => {
  const colleague = await colleagueOf(browser, server)
  await page.goto(`${server.url}/app/courses`)
  const grid = gridOf(page, 'Курсы')
  await expect(grid.getByRole('row').nth(1)).toBeVisible()
  const first = await grid.getByRole('row').nth(1).innerText()
  for (const title of ['Свежий первый', 'Свежий второй'])
    await api(colleague, server, 'POST', '/courses', { title, price: 1 })
  const pill = page.getByRole('button', { name: '2 новые' })
  await expect(pill).toBeVisible()
  expect(await grid.getByRole('row').nth(1).innerText()).toBe(first)
  await expect(grid.getByText('Свежий второй')).toHaveCount(0)
  await pill.click()
  await expect(grid.getByRole('row').nth(1)).toContainText('Свежий второй')
  await expect(pill).toHaveCount(0)
  await colleague.context().close()
})

test('what somebody types stays while the record changes under it', async ({ page, server, browser }) => {
  const colleague = await colleagueOf(browser, server)
  await page.goto(`${server.url}/app/users/4`)
  await page.getByRole('button', { name: 'Изменить: Имя' }).click()
  const field = page.getByRole('textbox', { name: 'Имя' })
  await field.fill('Начатое имя')
  await api(colleague, server, 'PATCH', '/users/4', { age: 55 })
  await expect(page.getByRole('button', { name: 'Изменить: Возраст 55' })).toBeVisible()
  await expect(field).toHaveValue('Начатое имя')
  await expect(field).toBeFocused()
  await colleague.context().close()
})

test('a list that nobody looks at follows nothing, and catches up when it is looked at again', async ({
  page,
  server,
  browser,
}) => {
  const colleague = await colleagueOf(browser, server)
  await page.goto(`${server.url}/app/users?sort=id`)
  await expect(gridOf(page).getByText('person4@example.com')).toBeVisible()
  await setVisible(page, 'hidden')
  await api(colleague, server, 'PATCH', '/users/5', { name: 'Пока не смотрели' })
  await page.waitForTimeout(1000)
  await expect(gridOf(page).getByText('Пока не смотрели', { exact: true })).toHaveCount(0)
  await setVisible(page, 'visible')
  await expect(gridOf(page).getByText('Пока не смотрели', { exact: true })).toBeVisible()
  await colleague.context().close()

  // what is asked for again and again rests as well
  await goAndSettle(page, `${server.url}/app/events?part=groups`)
  await setVisible(page, 'hidden')
  await page.waitForTimeout(500)
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await page.waitForTimeout(4000)
  expect(asked).toEqual([])
  await setVisible(page, 'visible')
  await expect.poll(() => asked).toContain('/events/groups')
})

function setVisible(page: Page, state: 'hidden' | 'visible'): Promise<void> {
  return page.evaluate((value) => {
    Object.defineProperty(document, 'visibilityState', { value, configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  }, state)
}

test('behind a proxy that lets no stream through the same is asked for', async ({ page, server, browser, watched }) => {
  watched.expectRefusals(502)
  await page.route('**/live*', (route) =>
    route.request().headers()['accept'] === 'text/event-stream' ? route.fulfill({ status: 502 }) : route.fallback(),
  )
  const colleague = await colleagueOf(browser, server)
  await page.goto(`${server.url}/app/users?sort=id`)
  await expect(gridOf(page).getByText('person5@example.com')).toBeVisible()
  await api(colleague, server, 'PATCH', '/users/6', { name: 'Без потока' })
  await expect(gridOf(page).getByText('Без потока', { exact: true })).toBeVisible()
  await colleague.context().close()
})
