import { expect, owner, testOn } from './browser-kit.ts'

const test = testOn({ isPublic: true })

test('in public mode the set-up page asks for the token of the console, says what is wrong, and makes the owner once', async ({
  page,
  server,
  watched,
}) => {
  watched.expectRefusals(403, 422)
  await page.goto(`${server.url}/app`)
  await page.getByLabel('Код установки').fill('wrong')
  await page.getByLabel('Имя').fill(owner.name)
  await page.getByLabel('Почта').fill(owner.email)
  await page.getByLabel('Пароль').fill('short')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Код установки неверен или устарел')).toBeVisible()
  await expect.poll(() => tokenIn(server.lines)).not.toBe('')
  await page.getByLabel('Код установки').fill(tokenIn(server.lines))
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Пароль')).toBeFocused()
  await expect(page.getByText(/Пароль: (от 8|не короче)/)).toBeVisible()
  await page.getByLabel('Пароль').fill(owner.password)
  await page.keyboard.press('Enter')
  // no demo school in public mode
  await expect(page.getByRole('heading', { name: 'Обзор' })).toBeVisible()
  await page.goto(`${server.url}/app/setup`)
  await expect(page.getByRole('heading', { name: 'Обзор' })).toBeVisible()
})

function tokenIn(lines: readonly string[]): string {
  return lines.map((line) => /X-Setup-Token: (\S+)/.exec(line)?.[1]).find(Boolean) ?? ''
}
