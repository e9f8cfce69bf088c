import { smallDiskMissing } from '../faults/kit/small-disk.ts'
import { expect, signIn, testOn } from './browser-kit.ts'

const test = testOn({ disk: 48 })

test('507: a full disk says to make room, and the same press succeeds when there is some', async ({
  page,
  server,
  watched,
}) => {
  test.skip(smallDiskMissing !== false, String(smallDiskMissing))
  watched.expectRefusals(507, 503)
  await signIn(page, server)
  await page.goto(`${server.url}/app/courses?new=1`)
  await page.getByRole('textbox', { name: 'Название' }).fill('Курс на полном диске')
  await page.getByRole('textbox', { name: 'Цена' }).fill('10')
  await page.getByRole('textbox', { name: 'Описание' }).fill('слово '.repeat(3000))
  server.disk?.fill(0)
  await page.getByRole('button', { name: 'Создать' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'освободите место' })).toBeVisible({ timeout: 20_000 })
  await expect(page.getByRole('textbox', { name: 'Название' })).toHaveValue('Курс на полном диске')
  server.disk?.makeRoom()
  await page.getByRole('button', { name: 'Создать' }).click()
  await expect(page.getByRole('heading', { name: 'Курс на полном диске', level: 1 })).toBeVisible()
})
