import type { Locator, Page } from '@playwright/test'
import { expect, owner, testOn } from './browser-kit.ts'

const test = testOn()

/** Reaches something by Tab alone, in so many steps at most. */
async function tabTo(page: Page, target: Locator, most: number): Promise<void> {
  for (let step = 0; step < most; step++) {
    await page.keyboard.press('Tab')
    if (await target.evaluate((one) => one === document.activeElement)) return
  }
  await expect(target, `within ${most} steps`).toBeFocused({ timeout: 1 })
}

test('from an empty database to the owner, the first course, a user made and disabled, and their events: by keyboard only', async ({
  page,
  server,
}) => {
  const { keyboard } = page
  const typeInto = async (...texts: string[]) => {
    for (const text of texts) {
      await keyboard.type(text)
      await keyboard.press('Tab')
    }
  }
  await page.goto(`${server.url}/`)
  await expect(page).toHaveURL(/\/app\/setup$/)
  await expect(page.getByRole('textbox', { name: 'Имя' })).toBeFocused()
  await typeInto(owner.name, owner.email)
  await keyboard.type(owner.password)
  await keyboard.press('Enter')

  await expect(page.getByRole('button', { name: 'Наполнить демо-школой' })).toBeFocused()
  await keyboard.press('Tab')
  await keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Обзор' })).toBeVisible()

  // a course: G, C, N
  await keyboard.press('g')
  await keyboard.press('c')
  await expect(page.getByText('Курсов пока нет')).toBeVisible()
  await keyboard.press('n')
  await expect(page.getByRole('textbox', { name: 'Название' })).toBeFocused()
  await typeInto('Python для начинающих')
  await keyboard.type('4 999,90')
  await keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Python для начинающих', level: 1 })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Изменить: Цена' })).toContainText('4 999,90 ₽')
  await expect(page.getByRole('link', { name: 'Курс создан' })).toBeVisible()

  // a user, through the command palette and in the wrong keyboard layout: «новый п…»
  await keyboard.press('Control+k')
  await keyboard.type('yjdsq gjkm')
  await expect(page.getByRole('option', { name: 'Новый пользователь' })).toHaveAttribute('aria-selected', 'true')
  await keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Имя' })).toBeFocused()
  await typeInto('Пётр Ильин', 'petr@example.com')
  await keyboard.type('31')
  await keyboard.press('Enter')
  const missing = page.getByText('Заполните это поле')
  await expect(missing).toBeVisible()
  await keyboard.press('Shift+Tab')
  await keyboard.press('Enter')
  await expect(missing, 'it is filled in now').toHaveCount(0)
  await keyboard.press('Tab')
  await keyboard.press('Enter')
  const sheet = page.getByRole('complementary', { name: 'Пётр Ильин' })
  await expect(sheet).toBeVisible()

  // nothing had the focus before the sheet: Tab leads into the record, and the keys of the list are the list's
  const disable = sheet.getByRole('button', { name: 'Отключить' })
  await tabTo(page, disable, 14)
  const list = page.getByRole('grid', { name: 'Пользователи' })
  await keyboard.press('Escape')
  await keyboard.press('/')
  await keyboard.type('petr')
  await expect(list.getByRole('row')).toHaveCount(2)
  await keyboard.press('ArrowDown')
  await expect(list).toBeFocused()
  await keyboard.press('Space')
  await tabTo(page, disable, 14)

  // disabled, taken back with ⌘Z, disabled again
  await keyboard.press('Enter')
  await expect(sheet.getByText('Отключён')).toBeVisible()
  await keyboard.press('Control+z')
  await expect(sheet.getByText('Активен')).toBeVisible()
  await disable.focus()
  await keyboard.press('Enter')
  await expect(sheet.getByText('Отключён')).toBeVisible()

  // the audit calls everybody by name
  await keyboard.press('g')
  await keyboard.press('a')
  const disabled = page.getByRole('row', { name: 'user.disabled' }).first()
  await expect(disabled.getByRole('gridcell').nth(1)).toHaveText(/^Пётр Ильин ?user\/2$/)
  await expect(disabled.getByRole('gridcell').nth(2)).toHaveText(owner.name)

  // every step is an event of the log
  await keyboard.press('g')
  await keyboard.press('e')
  const log = page.getByRole('grid', { name: 'Журнал' })
  for (const type of ['user.created', 'user.logged_in', 'course.created', 'user.disabled', 'user.enabled'])
    await expect(log.getByRole('row', { name: type }).first()).toBeVisible()
  await log.focus()
  await keyboard.press('End')
  await keyboard.press('Enter')
  await expect(page.getByRole('complementary').getByText('"irina@example.com"')).toBeVisible()
})
