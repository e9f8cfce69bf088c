import type { Page } from '@playwright/test'
import { expect } from './browser-kit.ts'
import type { TestServer } from './server.ts'

export type Overlay = {
  name: string
  open: (page: Page, server: TestServer) => Promise<unknown>
  /** How it goes again before the next one opens; Esc unless said otherwise. */
  close?: (page: Page) => Promise<unknown>
  /** It is a state of the page itself. */
  whole?: true
  /** On a phone it stands elsewhere or nowhere. */
  wide?: true
}

/** What opens over one page after the other, without loading it again. */
export type Visit = { at: string; overlays: readonly Overlay[] }

export const press = (page: Page, name: RegExp) => page.getByRole('button', { name }).first().click()
export const dialog = (page: Page) => expect(page.getByRole('dialog')).toBeVisible()
export const submit = (page: Page) => page.getByRole('dialog').locator('[type=submit]').click()
/** In what is open already. */
export const choose = (page: Page, name: RegExp) => page.getByRole('dialog').getByRole('button', { name }).click()
export const stays = async () => {}

const onUsers: readonly Overlay[] = [
  {
    name: 'palette with records',
    open: async (page) => {
      await page.keyboard.press('Control+k')
      await page.keyboard.type('bdfy')
      await expect(page.getByRole('option', { name: /Иван/ }).first()).toBeVisible()
    },
  },
  { name: 'key map', open: (page) => page.keyboard.press('Shift+Slash') },
  { name: 'row height', wide: true, open: (page) => press(page, /^(Плотность строк|Row height)$/) },
  { name: 'account menu', wide: true, open: (page) => press(page, /^(Учётная запись|Account)/) },
  {
    name: 'columns, with one pinned',
    wide: true,
    open: async (page) => {
      await press(page, /^(Колонки|Columns)$/)
      await choose(page, /^(Закрепить слева|Pin at the left): (Роль|Role)$/)
    },
  },
  {
    name: 'filter with facets',
    open: async (page) => {
      await press(page, /^(Фильтр|Filter)$/)
      await page.getByRole('checkbox', { name: /^(Ученик|Student)/ }).check()
      await page.getByRole('checkbox', { name: /^(Преподаватель|Teacher)/ }).check()
    },
  },
  {
    name: 'condition, refused',
    open: async (page) => {
      await press(page, /^(Фильтр|Filter)$/)
      await choose(page, /^(Возраст|Age)$/)
      await submit(page)
      await expect(page.locator('[aria-invalid=true]').first()).toBeVisible()
    },
  },
  {
    name: 'groups of conditions, refused',
    open: async (page) => {
      await press(page, /^(Фильтр|Filter)$/)
      await choose(page, /^(Условия И|Conditions: and)/)
      await choose(page, /^(Добавить группу|Add a group)$/)
      await submit(page)
    },
  },
  {
    name: 'a view to save',
    wide: true,
    open: async (page) => {
      await press(page, /^(Сохранить вид|Save the view)$/)
      await page.getByRole('dialog').getByRole('textbox').fill('Те, кто учит и учится')
    },
    close: submit,
  },
  {
    name: 'what can be done with a view',
    wide: true,
    open: (page) => press(page, /^(Действия с видом|Actions on the view)/),
    close: stays,
  },
  {
    name: 'a view to delete',
    wide: true,
    open: (page) => page.getByRole('menuitem', { name: /^(Удалить вид|Delete the view)$/ }).click(),
    close: async (page) => {
      await page.getByRole('dialog').getByRole('button').last().click()
      // keys are the dialog's until the view is gone
      await expect(page.getByRole('dialog')).toHaveCount(0)
    },
  },
  {
    name: 'chosen rows and a menu of roles',
    open: async (page) => {
      await page.getByRole('grid').focus()
      await page.keyboard.press('x')
      await expect(page.getByRole('toolbar')).toBeVisible()
      await press(page, /^(Роль|Role|Дать роль|Give a role)$/)
    },
  },
  {
    name: 'a cell that is refused',
    whole: true,
    wide: true,
    open: async (page) => {
      await page.getByRole('grid').focus()
      await page.keyboard.press('F2')
      await page.keyboard.press('Control+a')
      await page.keyboard.press('Delete')
      await page.keyboard.press('Enter')
      await expect(page.getByRole('grid').getByRole('alert')).not.toBeEmpty()
    },
  },
]

const onCourses: readonly Overlay[] = [
  {
    name: 'question before many are published',
    open: async (page) => {
      await page.getByRole('grid').focus()
      await page.keyboard.press('x')
      await press(page, /^(Опубликовать|Publish)$/)
      await dialog(page)
    },
  },
  { name: 'wall of cards', whole: true, open: (page) => press(page, /^(Карточки|Cards)$/) },
]

export const lists: readonly Visit[] = [
  { at: 'users', overlays: onUsers },
  { at: 'courses', overlays: onCourses },
]
