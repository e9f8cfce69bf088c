import { api, expect, owner } from './browser-kit.ts'
import { dialog, lists, press, stays, submit, type Visit } from './list-overlays.ts'

/** Whatever opens over a page; over the demo school all of it has something to show. */
export const visits: readonly Visit[] = [
  ...lists,
  {
    at: 'users?new=1',
    overlays: [
      {
        name: 'empty sheet, refused by the browser',
        open: async (page) => {
          await page.keyboard.press('Enter')
          await expect(page.locator('[aria-invalid=true]')).toHaveCount(3)
        },
        close: stays,
      },
      {
        name: 'sheet, refused by the server',
        open: async (page) => {
          await page.locator('input[name=name]').fill('Anna')
          await page.locator('input[name=email]').fill('anna@example')
          await page.locator('input[name=age]').fill('7')
          await page.locator('input[name=password]').fill('orchard-velvet')
          await page.keyboard.press('Enter')
          await expect(page.locator('[aria-invalid=true]').first()).toBeVisible()
        },
        close: stays,
      },
    ],
  },
  {
    at: 'courses?status=draft&sort=id',
    overlays: [
      {
        name: 'question before publishing',
        open: async (page) => {
          await page.getByRole('grid').focus()
          await page.keyboard.press('Enter')
          await press(page, /^(Опубликовать|Publish)$/)
          await dialog(page)
        },
      },
    ],
  },
  {
    at: 'events?part=groups',
    overlays: [
      {
        name: 'replay',
        open: async (page) => {
          await page.locator('tr, [role=row]', { hasText: 'console' }).getByRole('button').last().click()
          await dialog(page)
        },
      },
    ],
  },
  {
    at: 'settings?part=tokens',
    overlays: [
      {
        name: 'API token, refused',
        open: async (page) => {
          await press(page, /^(Новый ключ|New token)$/)
          await page.getByRole('textbox', { name: /^(Название|Name|Для чего|What it is for)/ }).fill('Выгрузка')
          await page.locator('input[type=password]').fill('not my password')
          await submit(page)
          await expect(page.locator('fieldset p, [aria-invalid=true]').first()).toBeVisible()
        },
        close: stays,
      },
      {
        name: 'API token, shown once',
        open: async (page) => {
          await page.getByRole('checkbox').first().check()
          await page.locator('input[type=password]').fill(owner.password)
          await submit(page)
          await expect(page.locator('input[readonly]')).toBeVisible()
        },
      },
      {
        name: 'API token to revoke',
        open: async (page) => {
          await press(page, /^(Отозвать|Revoke)/)
          await dialog(page)
        },
        close: (page) =>
          page
            .getByRole('dialog')
            .getByRole('button', { name: /^(Отозвать|Revoke)/ })
            .click(),
      },
    ],
  },
  {
    at: 'settings?part=team',
    overlays: [
      {
        name: 'invitation',
        open: async (page) => {
          await press(page, /^(Пригласить|Invite)$/)
          await dialog(page)
        },
      },
    ],
  },
  {
    at: 'courses/3',
    overlays: [
      {
        name: 'conflict',
        open: async (page, server) => {
          const title = page.getByRole('button', { name: /^(Изменить: Название|Change: Title)/ })
          await title.click()
          await page.locator('main input').first().fill(`Mine ${Date.now()}`)
          await api(page, server, 'PATCH', '/courses/3', { title: `Theirs ${Date.now()}` })
          await page.keyboard.press('Enter')
          await dialog(page)
        },
      },
    ],
  },
  {
    at: 'users/5',
    overlays: [
      {
        name: 'toast with undo',
        open: async (page) => {
          await press(page, /^(Отключить|Включить|Disable|Enable)$/)
          await expect(page.getByRole('button', { name: /^(Отменить|Undo)$/ })).toBeVisible()
        },
      },
    ],
  },
  {
    at: 'courses/2',
    overlays: [
      {
        name: 'closed door',
        open: async (page) => {
          await page.context().clearCookies()
          await press(page, /^(Изменить: Название|Change: Title)/)
          await page.locator('main input').first().fill(`Whose ${Date.now()}`)
          await page.keyboard.press('Enter')
          await expect(page.locator('dialog[data-door] input[type=password]')).toBeVisible()
        },
        close: stays,
      },
    ],
  },
]
