import { expect, owner, testOn } from './browser-kit.ts'
import { overflowOf } from './look.ts'

const test = testOn()
test.use({
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
  locale: 'en-GB',
  colorScheme: 'dark',
})

test('on a phone, in English and in the dark: owner, demo school, own course, one user invited and disabled, each event found', async ({
  page,
  server,
}) => {
  test.setTimeout(180_000)
  const fits = async (where: string) => expect(await overflowOf(page), where).toEqual([])
  await page.goto(server.url)
  await expect(page).toHaveURL(/\/app\/setup$/)
  expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dataset['theme']])).toEqual(
    ['en', 'dark'],
  )
  await fits('set-up')
  await page.getByLabel('Name').fill(owner.name)
  await page.getByLabel('E-mail').fill(owner.email)
  await page.getByLabel('Password').fill(owner.password)
  await page.getByRole('button', { name: 'Create the owner' }).tap()
  await page.getByRole('button', { name: 'Fill it with a demo school' }).tap()
  await expect(page.getByText('manager@school.example')).toBeVisible({ timeout: 60_000 })
  await fits('demo school')
  await page.getByRole('button', { name: 'Open the CRM' }).tap()
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible()
  await fits('overview')

  const bar = page.getByRole('navigation', { name: 'Sections' }).last()
  await bar.getByRole('link', { name: 'Courses' }).tap()
  await page.getByRole('button', { name: 'New course' }).tap()
  await page.getByRole('textbox', { name: 'Title' }).fill('Watercolours on a phone')
  await page.getByRole('textbox', { name: 'Price' }).fill('49.90')
  await fits('new course')
  await page.getByRole('button', { name: 'Create', exact: true }).tap()
  await expect(page.getByRole('heading', { name: 'Watercolours on a phone', level: 1 })).toBeVisible()
  await fits('course')
  await expect(page.getByRole('link', { name: 'Course created' })).toBeVisible()

  await bar.getByRole('link', { name: 'Users' }).tap()
  await page.getByRole('button', { name: 'New user' }).tap()
  await page.getByRole('textbox', { name: 'Name' }).fill('Pocket Pupil')
  await page.getByRole('textbox', { name: 'E-mail' }).fill('pocket@example.com')
  await page.getByRole('button', { name: 'Invent one' }).tap()
  await page.getByRole('button', { name: 'Create', exact: true }).tap()
  const sheet = page.getByRole('complementary', { name: 'Pocket Pupil' })
  await expect(sheet).toBeVisible()
  await fits('user')
  await sheet.getByRole('button', { name: 'Disable' }).tap()
  await expect(sheet.getByText('Disabled')).toBeVisible()

  await page.goto(`${server.url}/app/events`)
  const log = page.getByRole('grid', { name: 'Log' })
  for (const type of ['user.disabled', 'user.created', 'course.created'])
    await expect(log.getByText(type).first()).toBeVisible()
  await fits('events')
  await log.getByText('user.disabled').first().tap()
  await expect(page.getByRole('complementary')).toBeVisible()
  await fits('one event')
})
