import { expect, type Page, test } from '@playwright/test'
import { startServer } from './server.ts'

let server: Awaited<ReturnType<typeof startServer>>
test.beforeAll(async () => {
  server = await startServer()
})
test.afterAll(() => server.stop())

async function tryOut(page: Page, operation: string, body?: object) {
  const block = page
    .locator('.opblock', { has: page.locator(`[data-path="${operation.split(' ')[1]}"]`) })
    .and(page.locator(`.opblock-${operation.split(' ')[0]?.toLowerCase()}`))
    .first()
  await block.locator('.opblock-summary').click()
  if (body) await block.locator('textarea.body-param__text').fill(JSON.stringify(body))
  await block.locator('button.execute').click()
  const live = block.locator('.live-responses-table .response').first()
  await expect(live.locator('.response-col_status')).toBeVisible()
  return {
    status: (await live.locator('.response-col_status').innerText()).trim().slice(0, 3),
    text: await live.innerText(),
  }
}

test('Swagger UI walks the brief: owner, sign-in, course, events, all with the cookie and without a policy violation', async ({
  page,
}) => {
  const complaints: string[] = []
  const foreign: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on(
    'request',
    (request) =>
      !request.url().startsWith(server.url) && !request.url().startsWith('data:') && foreign.push(request.url()),
  )
  await page.goto(`${server.url}/docs`)
  await expect(page.locator('.opblock').first()).toBeVisible()
  const owner = { email: 'admin@example.com', name: 'Администратор', age: 25, password: 'admin123', is_admin: true }
  expect((await tryOut(page, 'POST /users', owner)).status).toBe('201')
  expect((await tryOut(page, 'POST /login', { email: owner.email, password: owner.password })).status).toBe('200')
  const course = await tryOut(page, 'POST /courses', { title: 'Python для начинающих', price: 5000 })
  expect(course.status).toBe('201')
  const events = await tryOut(page, 'GET /events')
  expect(events.status).toBe('200')
  expect(events.text).toContain('course.created')
  expect(complaints).toEqual([])
  expect(foreign).toEqual([])
  await page.mouse.wheel(0, -10_000)
  if (process.env['SCREENSHOT']) await page.screenshot({ path: process.env['SCREENSHOT'] })
})
