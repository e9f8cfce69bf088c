import type { Page } from '@playwright/test'
import { api, expect, owner, prefer, signIn, testOn } from './browser-kit.ts'
import { fixedTexts } from './dictionary.ts'
import { routes } from './every-route.ts'

const test = testOn()

const english = { name: 'Irene Queen', title: 'Painting for grown-ups', student: 'Peter Stone' }

test.beforeEach(async ({ page, server }) => {
  await page.request.post(`${server.url}/users`, { data: { ...owner, name: english.name, is_admin: true } })
  await signIn(page, server)
  if ((await api(page, server, 'GET', '/courses')).length > 0) return
  for (const [at, name] of [english.student, 'Mary Jones', 'Ann Lee'].entries())
    await page.request.post(`${server.url}/users`, {
      // letters are written in the language of whoever they go to
      headers: { 'accept-language': 'en' },
      data: { email: `student${at}@example.com`, name, password: 'orchard-velvet-9' },
    })
  for (const status of ['draft', 'published'])
    await api(page, server, 'POST', '/courses', { title: english.title, price: 100, status })
})

/** What people see and what is read out to them, in the language that the page promises. */
function saidOn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const said: string[] = [document.title]
    const foreign = (node: Element | null) => node?.closest('[lang]') !== document.documentElement
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node instanceof Element) {
        if (foreign(node)) continue
        for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
          const value = node.getAttribute(name)
          if (value) said.push(value)
        }
      } else if (!foreign(node.parentElement) && !/SCRIPT|STYLE/.test(node.parentElement?.tagName ?? '')) {
        const text = node.textContent?.trim()
        if (text) said.push(text)
      }
    }
    return said
  })
}

/** A language is called by its own name, on every page. */
const languages = ['English', 'Русский']
const holes = /\{[a-z]\w*\}|\bundefined\b|\bNaN\b|Invalid Date|\[object /

for (const language of ['ru', 'en'] as const) {
  test(`every page speaks one language, and no text has a hole: ${language}`, async ({ page, server }) => {
    test.setTimeout(120_000)
    await prefer(page, { language, theme: 'light' })
    const foreign = new Set((await fixedTexts()).map((text) => text[language === 'ru' ? 'en' : 'ru']))
    const own = new Set((await fixedTexts()).map((text) => text[language]))
    expect(foreign.size).toBeGreaterThan(150)
    for (const route of routes) {
      await page.goto(`${server.url}/app/${route}`)
      await expect(page.getByRole('heading').first()).toBeAttached()
      await expect(page.locator('.skeleton')).toHaveCount(0)
      const said = (await saidOn(page)).filter((text) => !languages.includes(text))
      expect(said.length, route).toBeGreaterThan(10)
      // event types, roles in payloads and the like are names, the same in every language; a text is one of the dictionary
      expect(
        said.filter((text) => foreign.has(text) && !own.has(text)),
        `${route}: words of the other language`,
      ).toEqual([])
      // letters are in the language of whoever they went to
      if (language === 'en' && !route.startsWith('messages'))
        expect(
          said.filter((text) => /[а-яё]/i.test(text)),
          `${route}: Cyrillic on an English page`,
        ).toEqual([])
      expect(
        said.filter((text) => holes.test(text)),
        `${route}: holes`,
      ).toEqual([])
    }
  })
}
