import assert from 'node:assert/strict'
import { test } from 'node:test'
import { letterText, startMailbox } from '../../test-kit/mailbox.ts'
import { make } from '../../test-kit/make.ts'
import { assertRefused } from '../../test-kit/refusals.ts'
import { startCrm } from '../../test-kit/start-crm.ts'

test('a test letter reaches whoever asks for it, once per Idempotency-Key', async () => {
  const mailbox = await startMailbox()
  const smtp = mailbox.url.replace('smtp://', 'smtp://robot:s3cret@')
  const crm = await startCrm({ env: { SMTP_URL: mailbox.url, MAIL_FROM: 'Школа <school@example.com>' } })
  const user = await make.admin(crm)
  const admin = await crm.as(user)
  const key = { 'idempotency-key': 'a-nervous-finger' }
  for (const _ of [1, 2]) assert.equal((await admin.post('/mail/tests', undefined, key)).status, 202)
  await crm.settled()
  const letters = mailbox.letters.filter(({ text }) => letterText(text).includes('Письма из Mini-CRM доходят'))
  assert.deepEqual(
    letters.map(({ to }) => to),
    [[user.email]],
  )
  const state = (await admin.get('/mail')).body
  const server = new URL(mailbox.url).host
  assert.deepEqual(state, { sends: true, server, from: 'Школа <school@example.com>', problems: [] })
  await crm.restart({ SMTP_URL: smtp })
  const { text } = await (await crm.as(user)).get('/mail')
  assert.ok(!/robot|s3cret/.test(text), text)
})

test('letters that were given up are shown with the reason, and counted for a week', async () => {
  const mailbox = await startMailbox({ refuse: 550 })
  const crm = await startCrm({ env: { SMTP_URL: mailbox.url, MAIL_FROM: 'school@example.com' } })
  const admin = await crm.as(await make.admin(crm))
  await admin.post('/mail/tests')
  await crm.settled()
  const { problems } = (await admin.get('/mail')).body
  const test = problems.find(({ template }: { template: string }) => template === 'test')
  assert.deepEqual([test.status, test.error], ['failed', 'SMTP EENVELOPE 550'])
  const failed = (await admin.get('/messages?status=failed')).body.length
  assert.equal((await admin.get('/health/details')).body.mail.failed, failed)
  assert.ok(failed >= 1)
})

test('without SMTP the letter is stored, and ten an hour are enough', async () => {
  const crm = await startCrm()
  const admin = await crm.as(await make.admin(crm))
  assert.deepEqual((await admin.get('/mail')).body, { sends: false, server: null, from: null, problems: [] })
  for (let tries = 0; tries < 10; tries++) assert.equal((await admin.post('/mail/tests')).status, 202)
  assertRefused(await admin.post('/mail/tests'), 429, 'too_many_requests')
  await crm.settled()
  const stored = (await admin.get('/messages?status=stored')).body
  assert.equal(stored.filter(({ template }: { template: string }) => template === 'test').length, 10)
})
