import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countOpenFailures } from '#events/index.ts'
import { eraseUser } from '#modules/users/index.ts'
import { systemActor } from '#platform/actor.ts'
import { eraseParts } from '../../app.ts'
import { hours } from '../../test-kit/frozen-clock.ts'
import { startMailbox } from '../../test-kit/mailbox.ts'
import { make } from '../../test-kit/make.ts'
import { startCrm } from '../../test-kit/start-crm.ts'
import { until } from '../../test-kit/until.ts'

const registration = { email: 'anna@example.com', name: 'Анна <b>Ким</b>', age: 28, password: 'password123' }

test('without SMTP a welcome letter is stored, can be read and is named on the console', async () => {
  const crm = await startCrm()
  await crm.anonymous.post('/users', registration)
  await crm.settled()
  const admin = await crm.as(await make.admin(crm))
  const [letter] = (await admin.get('/messages')).body.filter(
    (message: { to: string }) => message.to === registration.email,
  )
  assert.equal(letter.status, 'stored')
  assert.equal(letter.template, 'welcome')
  assert.match(letter.body, /Анна <b>Ким<\/b>/)
  assert.deepEqual((await admin.get(`/messages/${letter.id}`)).body, letter)
  assert.ok(crm.console.some((line) => line.includes(`GET /messages/${letter.id}`)))
  assert.ok(!crm.console.some((line) => line.includes(registration.email) || line.includes('Анна')))
  const [queued] = await crm.events('message.queued')
  assert.deepEqual(queued?.value, {
    event_type: 'message.queued',
    message_id: letter.id,
    template: 'welcome',
    user_id: 1,
    timestamp: '2026-03-01T12:00:00.000+00:00',
  })
})

test('with SMTP the letter reaches the server once and is marked as sent', async () => {
  const mailbox = await startMailbox()
  const crm = await startCrm({ env: { SMTP_URL: mailbox.url, MAIL_FROM: 'Школа <school@example.com>' } })
  await crm.anonymous.post('/users', registration)
  await crm.settled()
  assert.equal(mailbox.letters.length, 1)
  assert.deepEqual(mailbox.letters[0]?.to, [registration.email])
  const [created] = await crm.events('user.created')
  assert.match(mailbox.letters[0]?.text ?? '', new RegExp(`Message-ID: <${created?.id}@example.com>`, 'i'))
  const admin = await crm.as(await make.admin(crm))
  await crm.settled()
  const { body } = await admin.get('/messages?status=sent')
  assert.ok(body.some((message: { to: string }) => message.to === registration.email))
  assert.ok((await crm.events('message.sent')).length >= 1)
})

test('a letter that the server refuses for good is marked as failed and not tried again', async () => {
  const mailbox = await startMailbox({ refuse: 550 })
  const crm = await startCrm({ env: { SMTP_URL: mailbox.url, MAIL_FROM: 'school@example.com' } })
  await crm.anonymous.post('/users', registration)
  await crm.settled()
  const admin = await crm.as(await make.admin(crm))
  const { body } = await admin.get('/messages?status=failed')
  assert.equal(body.length >= 1, true)
  assert.match(body[0].error, /SMTP .*550/)
  assert.equal((await crm.events('message.failed')).length >= 1, true)
  assert.equal(mailbox.attempts(registration.email), 1)
})

test('a letter that cannot be delivered now is tried again until it can', async () => {
  const mailbox = await startMailbox({ refuse: 451, times: 2 })
  const crm = await startCrm({ env: { SMTP_URL: mailbox.url, MAIL_FROM: 'school@example.com' } })
  await crm.anonymous.post('/users', registration)
  await crm.settled()
  const admin = await crm.as(await make.admin(crm))
  const { body } = await admin.get('/messages?status=sent')
  assert.equal(body.filter((message: { to: string }) => message.to === registration.email).length, 1)
  assert.equal(mailbox.attempts(registration.email), 3)
  assert.equal((await crm.events('message.queued')).length, (await crm.events('user.created')).length)
})

test('a letter to somebody who was erased meanwhile is given up, and says so', async () => {
  const mailbox = await startMailbox({ refuse: 451 })
  const crm = await startCrm({ env: { SMTP_URL: mailbox.url, MAIL_FROM: 'school@example.com' } })
  const { body: person } = await crm.anonymous.post('/users', registration)
  // not its fourth try: that one is told of before it has failed, and is put off by the clock as it stands then
  await until(async () => (await countOpenFailures(crm.db.reader)).parked === 1, 'the letter to be put off')
  await crm.db.inTransaction((tx) => eraseUser(tx, systemActor('test'), person.id, eraseParts, crm.clock.now()))
  crm.clock.forward(hours(1))
  await until(async () => (await crm.events('message.failed')).length === 1, 'message.failed')
  const admin = await crm.as(await make.admin(crm))
  const { body } = await admin.get('/messages?status=failed')
  assert.deepEqual([body[0].to, body[0].error], ['', 'the person was erased'])
})

test('only administrators read messages', async () => {
  const crm = await startCrm()
  const manager = await crm.as(await make.manager(crm))
  assert.equal((await manager.get('/messages')).status, 403)
  assert.equal((await crm.anonymous.get('/messages')).status, 401)
  const admin = await crm.as(await make.admin(crm))
  assert.equal((await admin.get('/messages/999')).body.code, 'message_not_found')
})
