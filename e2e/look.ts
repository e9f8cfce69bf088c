import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** A page as it stands when nothing moves any more, in a window of 1440 × 900. */
export async function open(page: Page, address: string): Promise<void> {
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto(address)
  await expect(page.getByRole('heading').first()).toBeAttached()
  await expect(page.locator('.skeleton')).toHaveCount(0)
  await standStill(page)
}

/** What appears, appears within 160 ms; a colour or a place half-way there is none to judge. */
async function standStill(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await Promise.allSettled(document.getAnimations().map((animation) => animation.finished))
  })
}

/** WCAG 2.2 A and AA, as far as a machine can judge; `within`: of this part alone. */
export async function expectNoViolations(page: Page, where: string, within?: string): Promise<void> {
  await judge(page, where, within, (axe) => axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']))
}

/**
 * The same in both themes, without loading the page again: a theme is an attribute of its root, and nothing but colours
 * goes by it.
 */
export async function expectNoViolationsInBoth(page: Page, where: string, within?: string): Promise<void> {
  const put = (theme: string) =>
    page.evaluate((name) => document.documentElement.setAttribute('data-theme', name), theme)
  await put('dark')
  await judge(page, `${where}, dark`, within, (axe) => axe.withRules(['color-contrast', 'link-in-text-block']))
  await put('light')
  await expectNoViolations(page, `${where}, light`, within)
}

/** The top layer is unknown to axe: over a page that is seen it can judge no colour of what lies in front. */
async function hideBehind(page: Page, within: string): Promise<void> {
  await page.evaluate((front) => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(
      `#root * { visibility: hidden } :is(${front}), :is(${front}) * { visibility: visible !important }`,
    )
    document.adoptedStyleSheets.push(sheet)
  }, within)
}

async function judge(
  page: Page,
  where: string,
  within: string | undefined,
  by: (axe: AxeBuilder) => AxeBuilder,
): Promise<void> {
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)))
  const axe = by(new AxeBuilder({ page }))
  if (within) await hideBehind(page, within)
  const { violations } = await (within ? axe.include(within) : axe).analyze()
  if (within) await page.evaluate(() => document.adoptedStyleSheets.pop())
  const told = violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .map(({ html }) => html.slice(0, 160))
        .slice(0, 3)
        .join(' | ')}`,
  )
  expect(told, where).toEqual([])
}

/**
 * What a window of this width cannot show: controls and texts that are cut off at its edge, and frames that scroll sideways
 * without being a grid, a table or a row of tabs, which may.
 */
export async function overflowOf(page: Page): Promise<string[]> {
  await standStill(page)
  return page.evaluate(() => {
    const mayScroll = '[role=grid], nav, pre, table'
    const cutOff = (element: Element) => {
      const { left, right, width } = element.getBoundingClientRect()
      return width > 1 && (left < -1 || right > innerWidth + 1)
    }
    const isShown = (element: Element) => element.checkVisibility({ visibilityProperty: true })
    const isCut = (element: Element) =>
      isShown(element) && cutOff(element) && !element.closest(mayScroll) && !element.closest('[aria-hidden=true], svg')
    const scrolls = (element: Element) =>
      element.scrollWidth > element.clientWidth + 1 &&
      /auto|scroll/.test(getComputedStyle(element).overflowX) &&
      !element.closest(mayScroll) &&
      !element.querySelector(':scope > [role=grid], :scope > table')
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth
    return [
      ...(wide > 0 ? [`the page is ${wide} px too wide`] : []),
      ...[...document.querySelectorAll('button, a, input, select, textarea, h1, h2, p, dd, dt, td, li')]
        .filter(isCut)
        .map((element) => `cut off: ${element.outerHTML.slice(0, 120)}`),
      ...[...document.querySelectorAll('div, main, section, ul, form, nav')]
        .filter((element) => isShown(element) && scrolls(element))
        .map((element) => `scrolls sideways: ${element.outerHTML.slice(0, 120)}`),
    ].slice(0, 5)
  })
}
