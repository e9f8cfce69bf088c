import type { Page } from '@playwright/test'
import { api, expect, prefer, signIn, testOn } from './browser-kit.ts'
import { expectNoViolationsInBoth, overflowOf } from './look.ts'
import type { TestServer } from './server.ts'

const test = testOn()

test.beforeEach(async ({ page, server }) => {
  await signIn(page, server)
  const { demo } = await (await page.request.get(`${server.url}/session`)).json()
  if (demo) await api(page, server, 'POST', '/demo-school')
})

type Overlay = {
  name: string
  at: string
  open: (page: Page, server: TestServer) => Promise<void>
  /** On a phone it stands elsewhere or nowhere. */
  wide?: true
}

const named = (page: Page, name: RegExp) => page.getByRole('button', { name }).first()

const overlays: readonly Overlay[] = [
  { name: 'command palette', at: 'users', open: (page) => page.keyboard.press('Control+k') },
  { name: 'key map', at: 'users', open: (page) => page.keyboard.press('Shift+Slash') },
  { name: 'filter menu', at: 'users', wide: true, open: (page) => named(page, /^(Фильтр|Filter)$/).click() },
  { name: 'columns menu', at: 'users', wide: true, open: (page) => named(page, /^(Столбцы|Колонки|Columns)$/).click() },
  { name: 'account menu', at: 'users', wide: true, open: (page) => named(page, /^(Учётная запись|Account)/).click() },
  {
    name: 'bulk bar',
    at: 'users',
    wide: true,
    open: async (page) => {
      await page.getByRole('grid').focus()
      await page.keyboard.press('x')
      await expect(page.getByRole('toolbar')).toBeVisible()
    },
  },
  {
    name: 'sheet with refused fields',
    at: 'users?new=1',
    open: async (page) => {
      await page.locator('input[name=name]').fill('Anna')
      await page.locator('input[name=email]').fill('anna@example')
      await page.locator('input[name=age]').fill('7')
      await page.locator('input[name=password]').fill('orchard-velvet')
      await page.keyboard.press('Enter')
      await expect(page.locator('[aria-invalid=true]').first()).toBeVisible()
    },
  },
  {
    name: 'question before publishing',
    at: 'courses?status=draft&peek=0',
    open: async (page, server) => {
      const [draft] = await api(page, server, 'GET', '/courses?status=draft&limit=1')
      await page.goto(`${server.url}/app/courses/${draft.id}`)
      await page.getByRole('button', { name: /^(Опубликовать|Publish)$/ }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
    },
  },
  {
    name: 'replay',
    at: 'events?part=groups',
    open: async (page) => {
      await page.locator('tr, [role=row]', { hasText: 'console' }).getByRole('button').last().click()
      await expect(page.getByRole('dialog')).toBeVisible()
    },
  },
  {
    name: 'conflict',
    at: 'courses/3',
    open: async (page, server) => {
      const title = page.getByRole('button', { name: /^(Изменить: Название|Change: Title)/ })
      await title.click()
      await page.locator('main input').first().fill(`Mine ${Date.now()}`)
      await api(page, server, 'PATCH', '/courses/3', { title: `Theirs ${Date.now()}` })
      await page.keyboard.press('Enter')
      await expect(page.getByRole('dialog')).toBeVisible()
    },
  },
  {
    name: 'toast with undo',
    at: 'users/5',
    open: async (page) => {
      await page.getByRole('button', { name: /^(Отключить|Включить|Disable|Enable)$/ }).click()
      await expect(page.getByRole('button', { name: /^(Отменить|Undo)$/ })).toBeVisible()
    },
  },
  {
    name: 'closed door',
    at: 'courses/2',
    open: async (page) => {
      await page.context().clearCookies()
      await page.getByRole('button', { name: /^(Изменить: Название|Change: Title)/ }).click()
      await page.locator('main input').first().fill(`Whose ${Date.now()}`)
      await page.keyboard.press('Enter')
      await expect(page.locator('dialog[data-door] input[type=password]')).toBeVisible()
    },
  },
]

for (const language of ['ru', 'en'] as const) {
  test(`everything that opens over a page is accessible and fits a phone, in both themes: ${language}`, async ({
    page,
    server,
    watched,
  }) => {
    test.setTimeout(180_000)
    watched.expectRefusals(401, 412, 422)
    await prefer(page, { language, theme: 'light' })
    for (const overlay of overlays) {
      await signIn(page, server)
      await page.setViewportSize({ width: 1440, height: 900 })
      await page.goto(`${server.url}/app/${overlay.at}`)
      await expect(page.getByRole('heading').first()).toBeAttached()
      await expect(page.locator('.skeleton')).toHaveCount(0)
      await overlay.open(page, server)
      await expectNoViolationsInBoth(page, overlay.name)
      if (overlay.wide) continue
      await page.setViewportSize({ width: 390, height: 800 })
      expect(await overflowOf(page), `${overlay.name} at 390`).toEqual([])
    }
  })
}
