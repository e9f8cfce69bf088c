import type { Page } from '@playwright/test'
import { api, expect, signIn, testOn } from './browser-kit.ts'

const test = testOn()

test.beforeEach(async ({ page, server }) => {
  await signIn(page, server)
  const { demo } = await (await page.request.get(`${server.url}/session`)).json()
  if (demo) await api(page, server, 'POST', '/demo-school')
})

/** A key of the Russian layout: the place of the Latin one, another letter. */
async function pressRussian(page: Page, code: string, key: string): Promise<void> {
  const client = await page.context().newCDPSession(page)
  const windowsVirtualKeyCode = code.charCodeAt(3)
  await client.send('Input.dispatchKeyEvent', { type: 'keyDown', code, key, text: key, windowsVirtualKeyCode })
  await client.send('Input.dispatchKeyEvent', { type: 'keyUp', code, key, windowsVirtualKeyCode })
  await client.detach()
}

test('single keys work in the Russian layout, where other letters stand on them', async ({ page, server }) => {
  await page.goto(`${server.url}/app/overview`)
  await expect(page.getByRole('heading', { name: 'Обзор' })).toBeVisible()
  await pressRussian(page, 'KeyG', 'п')
  await pressRussian(page, 'KeyC', 'с')
  await expect(page).toHaveURL(/\/app\/courses$/)
  await expect(page.getByRole('grid')).toBeVisible()
  await pressRussian(page, 'KeyN', 'т')
  await expect(page.getByRole('textbox', { name: 'Название' })).toBeFocused()
})

test('a question mark opens the map of keys wherever the layout has it', async ({ page, server }) => {
  await page.goto(`${server.url}/app/overview`)
  await expect(page.getByRole('heading', { name: 'Обзор' })).toBeVisible()
  const client = await page.context().newCDPSession(page)
  const seven = { code: 'Digit7', key: '?', modifiers: 8, windowsVirtualKeyCode: 55 }
  await client.send('Input.dispatchKeyEvent', { type: 'keyDown', text: '?', ...seven })
  await expect(page.getByRole('dialog', { name: 'Клавиши' })).toBeVisible()
  await page.keyboard.press('Escape')
  // and where it needs no Shift
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Клавиши' })).toBeVisible()
})

test('whoever walks with Tab sees where they are on every page, and comes round', async ({ page, server }) => {
  test.setTimeout(120_000)
  for (const route of ['overview', 'users', 'users/3', 'courses/2', 'events', 'events?part=groups', 'settings']) {
    await page.goto(`${server.url}/app/${route}`)
    await expect(page.getByRole('heading').first()).toBeVisible()
    await expect(page.locator('.skeleton')).toHaveCount(0)
    const seen: string[] = []
    for (let step = 0; step < 60; step++) {
      await page.keyboard.press('Tab')
      const { name, ring, shown } = await page.evaluate(() => {
        const focused = document.activeElement as HTMLElement
        const style = getComputedStyle(focused)
        const { width, height } = focused.getBoundingClientRect()
        return {
          name: focused === document.body ? '' : focused.outerHTML.slice(0, 140),
          ring: style.outlineStyle === 'none' ? 0 : Number.parseFloat(style.outlineWidth),
          shown: width > 0 && height > 0,
        }
      })
      if (name === '') break
      expect(shown, `${route}: invisible ${name}`).toBe(true)
      expect(ring, `${route}: no ring on ${name}`).toBeGreaterThanOrEqual(2)
      seen.push(name)
    }
    expect(new Set(seen).size, `${route}: what Tab reaches`).toBeGreaterThan(8)
  }
})

test('whoever wants no motion gets none', async ({ page, server }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.goto(`${server.url}/app/users?new=1`)
  await expect(page.getByRole('dialog')).toBeVisible()
  const moving = await page.evaluate(
    () =>
      [...document.querySelectorAll('*')]
        .map((element) => getComputedStyle(element))
        .filter(({ animationName, animationDuration, transitionDuration }) => {
          const lasts = [
            ...(animationName === 'none' ? [] : animationDuration.split(',')),
            ...transitionDuration.split(','),
          ]
          return lasts.some((one) => Number.parseFloat(one) > 0)
        }).length,
  )
  expect(moving).toBe(0)
})

test('a chart can be read as a table', async ({ page, server }) => {
  await page.goto(`${server.url}/app/overview`)
  const chart = page.getByRole('img').first()
  await expect(chart).toBeVisible()
  const { days, marks } = await page.locator('figure').evaluate((figure) => {
    const { left, width } = figure.querySelector('svg')?.getBoundingClientRect() ?? new DOMRect()
    const days = [...figure.querySelectorAll('title')].map((title) => title.textContent.split(':')[0] ?? '')
    const marks = [...figure.querySelectorAll('[data-day]')].map((mark) => {
      const box = mark.getBoundingClientRect()
      return { day: mark.textContent, at: ((box.left + box.width / 2 - left) / width) * (days.length - 1) }
    })
    return { days, marks: marks.slice(0, -1) }
  })
  expect(marks.length).toBeGreaterThan(3)
  for (const { day, at } of marks)
    expect(Math.abs(at - days.indexOf(day)), `${day} stands below its point`).toBeLessThan(0.2)
  await page.getByRole('button', { name: 'Таблица' }).click()
  const rows = page.getByRole('table').first().getByRole('row')
  expect(await rows.count()).toBeGreaterThan(7)
})
