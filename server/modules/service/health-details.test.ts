import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noteBackup } from '#platform/db/last-backup.ts'
import { days } from '../../test-kit/frozen-clock.ts'
import { make } from '../../test-kit/make.ts'
import { publicEnv, startCrm } from '../../test-kit/start-crm.ts'

test('administrators see how everything is, and whose passwords are weak', async () => {
  const crm = await startCrm()
  await crm.anonymous.post('/users', { email: 'weak@example.com', name: 'Пётр', password: 'password123' })
  await crm.anonymous.post('/users', { email: 'fine@example.com', name: 'Анна', password: 'meadow-copper-whistle-77' })
  const admin = await crm.as(await make.admin(crm))
  await crm.settled()
  const { body } = await admin.get('/health/details')
  assert.deepEqual(body.checks, { database: 'ok', events: 'ok', broker: 'not_used' })
  assert.deepEqual([body.mode, body.version, body.weak_accounts], ['local', '0.1.0', 1])
  assert.match(body.started_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00$/)
  assert.deepEqual([body.events.lag, body.events.dead, body.events.last_seq > 0], [0, 0, true])
  assert.equal(body.database.dialect, crm.db.dialect)
  assert.equal(body.database.bytes > 0 && body.database.free_bytes > 0, crm.db.file !== null)
  const weak = (await admin.get('/weak-accounts')).body
  assert.deepEqual(
    weak.map(({ email }: { email: string }) => email),
    ['weak@example.com'],
  )
})

test('a copy is due a week after the last one, or after the beginning', async (t) => {
  const crm = await startCrm()
  if (crm.db.file === null) return t.skip('a database server makes copies of its own')
  const user = await make.admin(crm)
  const backup = async () => (await (await crm.as(user)).get('/health/details')).body.backup
  assert.deepEqual(await backup(), { last_at: null, due: false })
  crm.clock.forward(days(8))
  assert.deepEqual(await backup(), { last_at: null, due: true })
  noteBackup(crm.db.file, { at: crm.clock.now().toISOString(), target: '/somewhere/copy.db' })
  assert.deepEqual(await backup(), { last_at: '2026-03-09T12:00:00.000+00:00', due: false })
  crm.clock.forward(days(8))
  assert.equal((await backup()).due, true)
})

test('the policy tells everybody who is signed in what is asked of passwords and sessions', async () => {
  const local = await startCrm()
  const shown = (await (await local.as(await make.student(local))).get('/security-policy')).body
  assert.deepEqual([shown.mode, shown.weak_passwords, shown.idle_hours], ['local', true, null])
  const secure = await startCrm({ env: publicEnv })
  assert.deepEqual((await (await secure.as(await make.student(secure))).get('/security-policy')).body, {
    mode: 'public',
    password_characters: { student: 10, staff: 15 },
    weak_passwords: false,
    session_days: 7,
    idle_hours: { student: 24, staff: 8, administrators: 2 },
  })
})
