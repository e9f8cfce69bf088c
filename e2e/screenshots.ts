// npm run screenshots
// Makes the pictures of the README, each from a demo school that grows in a server of its own.
import { chromium, type Page } from '@playwright/test'
import { goAndSettle } from './quiet.ts'
import { startServer } from './server.ts'

const password = 'orchard-velvet-lantern-42'
const pictures = [
  { file: 'docs/images/users-light.png', path: 'users', theme: 'light', language: 'ru', name: 'Ирина Королёва' },
  { file: 'docs/images/overview-dark.png', path: 'overview', theme: 'dark', language: 'en', name: 'Irene King' },
]

/** The same school at the same moment every time: the pictures change only when the application does. */
const at = '2026-06-15T09:00:00Z'
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
})
try {
  for (const picture of pictures) await take(picture)
} finally {
  await browser.close()
}

/** Each of a school in its own language. */
async function take({ file, path, theme, language, name }: (typeof pictures)[number]): Promise<void> {
  const server = await startServer({ at })
  const viewport = { width: 1280, height: 800 }
  const page = await browser.newPage({ viewport, timezoneId: 'Europe/Moscow' })
  try {
    await page.clock.setFixedTime(at)
    await growSchool(page, server.url, language, { name, email: 'irina@example.com', password })
    await page.goto(`${server.url}/app/settings`)
    await page.evaluate((kept) => localStorage.setItem('crm.preferences', kept), JSON.stringify({ theme, language }))
    await goAndSettle(page, `${server.url}/app/${path}`)
    await page.locator('.skeleton').first().waitFor({ state: 'detached' })
    await page.screenshot({ path: file, animations: 'disabled' })
  } finally {
    await page.close()
    await server.stop()
  }
}

type Owner = { name: string; email: string; password: string }

async function growSchool({ request }: Page, url: string, language: string, owner: Owner): Promise<void> {
  const { email, password } = owner
  const headers = { 'accept-language': language }
  await request.post(`${url}/users`, { headers, data: { ...owner, is_admin: true } })
  await request.post(`${url}/login`, { data: { email, password } })
  const answer = await request.post(`${url}/demo-school`, { headers })
  if (!answer.ok()) throw new Error(await answer.text())
}
