import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, signIn, testOn } from './browser-kit.ts'

const people = 100_000
const test = testOn()

test.beforeAll(async ({ server }) => {
  test.setTimeout(300_000)
  await server.kill()
  execFileSync('node', ['bench/fill-people.ts', server.file, String(people)], { stdio: 'inherit' })
  await server.start()
})

test('a hundred thousand rows are a document of a few nodes at the top, in the middle and at the end', async ({
  page,
  server,
}) => {
  test.setTimeout(120_000)
  await signIn(page, server)
  await page.goto(`${server.url}/app/users?sort=id&role=student`)
  const grid = page.getByRole('grid', { name: 'Пользователи' })
  await expect(grid).toHaveAttribute('aria-rowcount', String(people * 0.99 + 1))
  const nodes = () => page.locator('*').count()
  await expect(grid.getByText('listed1@example.com', { exact: true })).toBeVisible()
  expect(await nodes()).toBeLessThanOrEqual(1800)
  const chosen = grid.getByRole('row').nth(3)
  await chosen.getByRole('checkbox').click()
  await expect(chosen).toHaveAttribute('aria-selected', 'true')
  await grid.evaluate((box) => box.scrollTo(0, box.scrollHeight / 2))
  await expect(grid.getByText(/^listed(49|50)\d{3}@example.com$/).first()).toBeVisible()
  expect(await nodes()).toBeLessThanOrEqual(1800)
  // elements show other rows now: in their order, none of them chosen, and the box that was clicked still is what it was
  const places = await grid.getByRole('row').evaluateAll((rows) => rows.map((row) => Number(row.ariaRowIndex)))
  expect(places.slice(1, -1)).toEqual(places.slice(1, -1).toSorted((a, b) => a - b))
  expect(new Set(places).size).toBe(places.length)
  await expect(grid.locator('[role=row][aria-selected=true]')).toHaveCount(1)
  await expect(grid.locator('[role=row]:has(:focus)')).toHaveAttribute('aria-rowindex', '4')
  await page.keyboard.press('ArrowDown')
  await expect(grid).toBeFocused()
  await expect(grid).toHaveAttribute('aria-activedescendant', /-3$/)
  await page.keyboard.press('End')
  await expect(grid.getByText(`listed${people - 1}@example.com`, { exact: true })).toBeVisible()
  expect(await nodes()).toBeLessThanOrEqual(1800)
})

test('a hundred thousand rows become a file that holds each of them once, while the page goes on', async ({
  page,
  server,
}) => {
  test.setTimeout(180_000)
  await signIn(page, server)
  await page.goto(`${server.url}/app/users?sort=id&columns=email,age`)
  const grid = page.getByRole('grid', { name: 'Пользователи' })
  await expect(grid).toHaveAttribute('aria-rowcount', String(people + 2))
  const coming = page.waitForEvent('download', { timeout: 150_000 })
  await page.getByRole('button', { name: 'Выгрузить' }).click()
  await expect(page.getByRole('button', { name: /Выгрузка/ })).toBeVisible()
  await grid.focus()
  await page.keyboard.press('ArrowDown')
  await expect(grid).toHaveAttribute('aria-activedescendant', /-1$/)
  const lines = readFileSync(await (await coming).path(), 'utf8')
    .trimEnd()
    .split('\r\n')
  expect(lines).toHaveLength(people + 2)
  expect(lines[0]).toBe('\ufeffid,name,email,age')
  expect(new Set(lines.map((line) => line.split(',')[0])).size).toBe(people + 2)
})
