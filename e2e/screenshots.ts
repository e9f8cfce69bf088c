// npm run screenshots
// Makes the pictures of the README from a demo school that grows in a server of its own.
import { chromium, type Page } from '@playwright/test'
import { goAndSettle } from './quiet.ts'
import { startServer } from './server.ts'

const owner = { email: 'irina@example.com', name: 'Ирина Королёва', password: 'orchard-velvet-lantern-42' }
const pictures = [
  { file: 'docs/images/users-light.png', path: 'users', preferences: { theme: 'light', language: 'ru' } },
  { file: 'docs/images/overview-dark.png', path: 'overview', preferences: { theme: 'dark', language: 'en' } },
]

/** The same school at the same moment every time: the pictures change only when the application does. */
const at = '2026-06-15T09:00:00Z'
const server = await startServer({ at })
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
})
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, timezoneId: 'Europe/Moscow' })
  await page.clock.setFixedTime(at)
  await growSchool(page)
  for (const { file, path, preferences } of pictures) {
    await page.goto(`${server.url}/app/settings`)
    await page.evaluate((kept) => localStorage.setItem('crm.preferences', kept), JSON.stringify(preferences))
    await goAndSettle(page, `${server.url}/app/${path}`)
    await page.locator('.skeleton').first().waitFor({ state: 'detached' })
    await page.screenshot({ path: file, animations: 'disabled' })
  }
} finally {
  await browser.close()
  await server.stop()
}

async function growSchool({ request }: Page): Promise<void> {
  await request.post(`${server.url}/users`, { data: { ...owner, is_admin: true } })
  await request.post(`${server.url}/login`, { data: { email: owner.email, password: owner.password } })
  const answer = await request.post(`${server.url}/demo-school`)
  if (!answer.ok()) throw new Error(await answer.text())
}
