import { DatabaseSync } from 'node:sqlite'
import type { Page } from '@playwright/test'
import { api, expect, signIn, testOn } from './browser-kit.ts'
import { expectNoViolationsInBoth } from './look.ts'

const test = testOn()

test.beforeEach(({ page, server }) => signIn(page, server))

/** Dead letters of the console for the newest events, as the runner itself would have written them. */
async function makeLetters(page: Page, server: { url: string; file: string }, count: number): Promise<number[]> {
  for (let n = 0; n < count; n++) await api(page, server as never, 'POST', '/courses', { title: `Сбой ${n}`, price: 1 })
  const events = await api(page, server as never, 'GET', `/events?type=course.created&order=desc&limit=${count}`)
  const db = new DatabaseSync(server.file, { timeout: 5000 })
  const insert = db.prepare(`insert into event_failures
    (group_name, topic, partition, seq, key, type, state, attempts, next_at, error, raw, failed_at)
    values ('console', ?, ?, ?, ?, ?, 'dead', 8, 0, 'Error: the printer is on fire', null, ?)`)
  for (const { topic, partition, seq, key, type } of events) insert.run(topic, partition, seq, key, type, Date.now())
  db.close()
  return events.map(({ seq }: { seq: number }) => seq)
}

const table = (page: Page) => page.getByRole('table', { name: 'Необработанные' })
const inTable = (page: Page) => table(page).getByRole('row')

test('a dead letter is looked at, leads to its event, and is handled when it is retried', async ({ page, server }) => {
  const [seq] = await makeLetters(page, server, 1)
  await page.goto(`${server.url}/app/events`)
  await page.getByRole('button', { name: /Необработанные 1/ }).click()
  await table(page).getByRole('button', { name: 'course.created' }).click()
  const detail = page.getByRole('complementary', { name: 'Необработанное событие' })
  await expect(detail.getByText('Error: the printer is on fire')).toBeVisible()
  await expect(detail.getByText('"Сбой 0"')).toBeVisible()
  await expect(detail.getByRole('link', { name: `Событие ${seq} в журнале` })).toBeVisible()
  await expectNoViolationsInBoth(page, 'a dead letter beside the others')
  await detail.getByRole('button', { name: 'Повторить' }).click()
  await expect(page.getByText('1 событие отправлено на повтор')).toBeVisible()
  await expect(detail.getByText('Обработано')).toBeVisible()
  await expect(page.getByText('Необработанных событий нет')).toBeVisible()
  await detail.getByRole('link', { name: `Событие ${seq} в журнале` }).click()
  await expect(page).toHaveURL(new RegExp(`seq=${seq}$`))
})

test('one is discarded after a question, and the rest are decided about together', async ({ page, server }) => {
  await makeLetters(page, server, 5)
  await page.goto(`${server.url}/app/events?part=letters`)
  await expect(inTable(page)).toHaveCount(6)
  await table(page).getByRole('checkbox').nth(0).check()
  await table(page).getByRole('checkbox').nth(1).check()
  await expectNoViolationsInBoth(page, 'two dead letters chosen')
  await page.getByRole('button', { name: 'Отбросить выбранные (2)' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('Отменить это нельзя')).toBeVisible()
  await expectNoViolationsInBoth(page, 'the question before letters are discarded', 'dialog[open]')
  await page.keyboard.press('Escape')
  await expect(inTable(page)).toHaveCount(6)
  await page.getByRole('button', { name: 'Отбросить выбранные (2)' }).click()
  await dialog.getByRole('button', { name: 'Отбросить' }).click()
  await expect(page.getByText('2 события отброшены')).toBeVisible()
  await expect(inTable(page)).toHaveCount(4)
  await page.getByRole('button', { name: 'Повторить все (3)' }).click()
  await expect(page.getByText('3 события отправлены на повтор')).toBeVisible()
  await expect(page.getByText('Необработанных событий нет')).toBeVisible()
  await page.getByLabel('Состояние').selectOption('discarded')
  await expect(inTable(page)).toHaveCount(3)
})

test('a group shows where it stands in every partition, and who reads it', async ({ page, server }) => {
  await page.goto(`${server.url}/app/events?part=groups`)
  await page.getByRole('button', { name: 'audit-trail', exact: true }).click()
  await expect(page).toHaveURL(/group=audit-trail/)
  const detail = page.getByRole('complementary', { name: 'audit-trail' })
  await expect(detail.getByRole('row')).toHaveCount(19)
  await expect(detail.getByRole('columnheader', { name: 'Кто читает' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(detail).toHaveCount(0)
})

test('topics show their size and pace, lead to the events of a partition, and say why none is made without Kafka', async ({
  page,
  server,
}) => {
  // records of no topic are the topics themselves
  await page.goto(`${server.url}/app/events?part=records`)
  await expect(page.getByText(/^\d+\/мин$/).first()).toBeVisible()
  await expect(page.getByText('Kafka не подключена, поэтому создавать топики негде')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Создать топик' })).toHaveCount(0)
  const users = page.getByRole('table', { name: 'user-events' })
  await users.getByRole('link').first().click()
  await expect(page).toHaveURL(/topic=user-events&partition=0$/)
})
