import { test as base, expect, type Page } from '@playwright/test'
import { startServer, type TestServer } from './server.ts'

type Watched = {
  /** Refusals that this test provokes on purpose. */ expectRefusals(...statuses: number[]): void
}

/**
 * Tests with one server per worker and file, on a database of `rows` users and courses; every page fails its test on
 * errors, policy violations and requests that leave the machine.
 */
export function testOn(options: Parameters<typeof startServer>[0] = {}) {
  return base.extend<{ watched: Watched }, { server: TestServer }>({
    server: [
      // biome-ignore lint/correctness/noEmptyPattern: the library reads the names of the fixtures from the pattern
      async ({}, use) => {
        const server = await startServer(options)
        await use(server)
        await server.stop()
      },
      { scope: 'worker', timeout: 600_000 },
    ],
    watched: [
      async ({ page, server }, use) => {
        const complaints: string[] = []
        const refusals = new Set<number>()
        watch(page, server, complaints, refusals)
        await use({ expectRefusals: (...statuses) => statuses.forEach((status) => void refusals.add(status)) })
        expect(complaints).toEqual([])
      },
      { auto: true },
    ],
  })
}

function watch(page: Page, { url }: TestServer, complaints: string[], refusals: ReadonlySet<number>): void {
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (!['error', 'warning'].includes(message.type())) return
    const status = Number(/status of (\d+)/.exec(message.text())?.[1] ?? 0)
    if (!refusals.has(status) && !isLostConnection(message.text(), refusals)) complaints.push(message.text())
  })
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(url))
      complaints.push(`asked ${request.url()}`)
  })
}

/** 0 stands for no answer at all. */
function isLostConnection(text: string, refusals: ReadonlySet<number>): boolean {
  return refusals.has(0) && /ERR_CONNECTION|ERR_INCOMPLETE|ERR_EMPTY|ERR_SOCKET/.test(text)
}

export const owner = { name: 'Ирина Королёва', email: 'irina@example.com', password: 'orchard-velvet-lantern-42' }

/** Makes the owner if there is none and signs the browser in, through the public API. */
export async function signIn(page: Page, { url }: TestServer): Promise<void> {
  const { setup } = await (await page.request.get(`${url}/session`)).json()
  if (setup === 'open') await page.request.post(`${url}/users`, { data: { ...owner, is_admin: true } })
  const { email, password } = owner
  const answer = await page.request.post(`${url}/login`, { data: { email, password } })
  expect(answer.status()).toBe(200)
}

export async function prefer(page: Page, preferences: object): Promise<void> {
  await page.addInitScript((kept) => localStorage.setItem('crm.preferences', kept), JSON.stringify(preferences))
}

/** Calls the API with the browser's session. */
export async function api(page: Page, { url }: TestServer, method: string, path: string, data?: object) {
  const answer = await page.request.fetch(url + path, { method, ...(data && { data }) })
  expect(answer.ok(), `${method} ${path}: ${answer.status()} ${await answer.text()}`).toBe(true)
  return answer.json()
}

export { expect }
