// The Events page over a real Kafka, in a real browser: what the other browser tests, which have no broker, cannot see.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import { chromium, expect, type Page } from '@playwright/test'
import { startKafka } from '../server/test-kit/start-kafka.ts'
import { api, prefer, signIn } from './browser-kit.ts'
import { expectNoViolationsInBoth, overflowOf } from './look.ts'
import config from './playwright.config.ts'
import { startServer, type TestServer } from './server.ts'

const kafka = await startKafka()
const launch = config.use?.launchOptions ?? {}
const skip = kafka === null ? 'no Kafka here' : !existsSync(launch.executablePath ?? '') && 'no Chromium here'
const desk = { width: 1440, height: 900 }

const inFront = 'dialog[open]'

/** Both themes, and a phone. */
async function isFine(page: Page, where: string, within?: string) {
  await expectNoViolationsInBoth(page, where, within)
  await page.setViewportSize({ width: 390, height: 844 })
  assert.deepEqual(await overflowOf(page), [], `${where} at 390`)
  await page.setViewportSize(desk)
}

async function createTopic(page: Page, { url }: TestServer, name: string) {
  await page.goto(`${url}/app/events?part=topics`)
  await page.getByRole('button', { name: /^(Создать топик|Create a topic)$/ }).click()
  const sheet = page.getByRole('dialog')
  const [title, create] = [sheet.getByLabel(/^(Название топика|Name of the topic)$/), /^(Создать|Create)$/]
  await title.fill('топик с пробелом')
  await sheet.getByRole('button', { name: create }).click()
  await expect(title).toHaveAttribute('aria-invalid', 'true')
  await isFine(page, 'a topic with a name that Kafka does not take', inFront)
  await title.fill(name)
  await sheet.getByRole('button', { name: create }).click()
  await expect(sheet).toHaveCount(0)
  await expect(page.getByRole('link', { name, exact: true })).toBeVisible()
  await isFine(page, 'topics over Kafka')
}

async function readRecords(page: Page, topic: string, written: string) {
  await page.getByRole('link', { name: topic, exact: true }).click()
  await expect(page.getByRole('heading', { name: topic })).toBeVisible()
  const record = page.getByRole('row').filter({ hasText: written })
  await expect(record).toHaveCount(1)
  await record.getByRole('button').first().click()
  await expect(page.getByRole('complementary').getByText('ce_id')).toBeVisible()
  await isFine(page, 'a record beside the others')
}

for (const language of ['ru', 'en'] as const) {
  test(`over Kafka a topic is made on the page, records are read, and each state is accessible: ${language}`, {
    skip,
  }, async (t) => {
    if (!kafka) return
    const courses = `courses-${language}`
    const server = await startServer({
      env: {
        KAFKA_BOOTSTRAP_SERVERS: kafka.bootstrap,
        KAFKA_TOPIC_USER_EVENTS: `users-${language}`,
        KAFKA_TOPIC_COURSE_EVENTS: courses,
        KAFKA_TOPIC_MESSAGE_EVENTS: `messages-${language}`,
      },
    })
    const browser = await chromium.launch(launch)
    t.after(async () => {
      await browser.close()
      await server.stop()
    })
    const page = await (await browser.newContext({ viewport: desk })).newPage()
    const complaints: string[] = []
    page.on('pageerror', ({ message }) => complaints.push(message))
    await prefer(page, { language, theme: 'light' })
    await signIn(page, server)
    await api(page, server, 'POST', '/courses', { title: 'Курс на Kafka', price: 1 })
    await createTopic(page, server, `partner-${language}`)
    await readRecords(page, courses, 'Курс на Kafka')
    await page.goto(`${server.url}/app/events?part=broker`)
    await expect(page.getByText(kafka.bootstrap).first()).toBeVisible()
    await isFine(page, 'the broker')
    assert.deepEqual(complaints, [])
  })
}
