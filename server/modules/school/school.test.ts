import assert from 'node:assert/strict'
import { test } from 'node:test'
import { goodPassword, make } from '../../test-kit/make.ts'
import { assertInvalid, assertRefused } from '../../test-kit/refusals.ts'
import { startCrm } from '../../test-kit/start-crm.ts'

test('the owner names the school, everybody sees the name, and the change is an event', async () => {
  const crm = await startCrm()
  const user = await make.owner(crm)
  const owner = await crm.as(user)
  const untouched = { school_name: 'Mini-CRM', default_locale: 'ru', version: 1, can: { update: true } }
  assert.deepEqual((await owner.get('/settings')).body, untouched)
  const { status, headers, body } = await owner.patch('/settings', { school_name: 'Школа <b>Python</b>' })
  assert.deepEqual([status, headers['etag'], body.school_name, body.version], [200, '"2"', 'Школа <b>Python</b>', 2])
  assert.deepEqual((await crm.anonymous.get('/session')).body.school, { name: 'Школа <b>Python</b>', locale: 'ru' })
  assert.equal((await owner.patch('/settings', { school_name: 'Школа <b>Python</b>' })).body.version, 2)
  const events = await crm.events('user.school_settings_changed')
  assert.deepEqual(
    events.map(({ value }) => value),
    [
      {
        event_type: 'user.school_settings_changed',
        user_id: user.id,
        school_name: 'Школа <b>Python</b>',
        default_locale: 'ru',
        changed: ['school_name'],
        timestamp: '2026-03-01T12:00:00.000+00:00',
      },
    ],
  )
  const admin = await crm.as(await make.admin(crm))
  assert.equal((await admin.get('/settings')).body.can.update, false)
  assertRefused(await admin.patch('/settings', { school_name: 'Чужая' }), 403, 'forbidden')
})

test('a change based on an old version is refused, and so is one that makes no sense', async () => {
  const crm = await startCrm()
  const owner = await crm.as(await make.owner(crm))
  await owner.patch('/settings', { school_name: 'Первая' }, { 'if-match': '"1"' })
  const late = await owner.patch('/settings', { school_name: 'Вторая' }, { 'if-match': '"1"' })
  assertRefused(late, 412, 'version_conflict')
  assertInvalid(await owner.patch('/settings', { school_name: ' ' }), 'body.school_name')
  assertInvalid(await owner.patch('/settings', { school_name: 'щ'.repeat(61) }), 'body.school_name')
  assertInvalid(await owner.patch('/settings', { default_locale: 'de' }), 'body.default_locale')
  assert.equal((await owner.get('/settings')).body.school_name, 'Первая')
})

test('of many changes at once none is lost', async () => {
  const crm = await startCrm()
  const owner = await crm.as(await make.owner(crm))
  const names = Array.from({ length: 8 }, (_, at) => `Школа ${at}`)
  await Promise.all(names.map((school_name) => owner.patch('/settings', { school_name })))
  assert.equal((await owner.get('/settings')).body.version, 9)
  assert.equal((await crm.events('user.school_settings_changed')).length, 8)
})

test('whom the staff adds gets letters in the language of the school, whatever the browser of the staff speaks', async () => {
  const crm = await startCrm()
  const owner = await crm.as(await make.owner(crm))
  await owner.patch('/settings', { default_locale: 'en' })
  const person = { email: 'petr@example.com', name: 'Пётр', password: goodPassword }
  assert.equal((await owner.post('/users', person, { 'accept-language': 'ru' })).body.locale, 'en')
  const own = await crm.anonymous.post('/users', { ...person, email: 'own@example.com' }, { 'accept-language': 'ru' })
  assert.equal(own.body.locale, 'ru')
})
