import assert from 'node:assert/strict'
import { test } from 'node:test'
import { make } from '../../test-kit/make.ts'
import { speak } from '../../test-kit/raw-socket.ts'
import { assertRefused } from '../../test-kit/refusals.ts'
import { type Crm, startCrm } from '../../test-kit/start-crm.ts'

const weak = { email: 'admin@example.com', name: 'Администратор', password: 'admin123' }
const proxyHeaders = {
  forwarded: 'for=1.2.3.4',
  'x-forwarded-for': '1.2.3.4',
  'x-forwarded-port': '443',
  'x-real-ip': '1.2.3.4',
  via: '1.1 proxy',
}

for (const [name, value] of Object.entries(proxyHeaders)) {
  test(`the first request with ${name} ends the relaxations of local mode, and the console says so`, async () => {
    const crm = await startCrm()
    assert.equal((await crm.anonymous.get('/ping', { [name]: value })).status, 200)
    await assertRelaxationsEnded(crm, 'через прокси')
  })
}

test('the first request for a foreign Host is refused and ends the relaxations of local mode', async () => {
  const crm = await startCrm()
  assertRefused(await crm.anonymous.get('/ping', { host: 'evil.example' }), 421, 'wrong_host')
  await assertRelaxationsEnded(crm, 'чужим Host')
})

test('a request of HTTP/1.0 comes through a proxy', async () => {
  const crm = await startCrm()
  await speak(crm.url, `GET /ping HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n`)
  await assertRelaxationsEnded(crm, 'через прокси')
})

test('every spelling of this machine is its own Host', async () => {
  const crm = await startCrm()
  for (const host of ['localhost', 'LOCALHOST:8000', '127.0.0.1:8000', '127.1.2.3', '[::1]:8000']) {
    assert.equal((await crm.anonymous.get('/ping', { host })).status, 200, host)
  }
  assert.equal((await crm.anonymous.post('/users', { ...weak, is_admin: true })).status, 201)
})

test('whoever signed in with a weak password is out when the relaxations end, and in again after a restart', async () => {
  const crm = await startCrm()
  await crm.anonymous.post('/users', { ...weak, is_admin: true })
  const owner = await crm.as(weak)
  assert.equal((await owner.get('/me')).status, 200)
  assert.equal((await owner.get('/me', { via: '1.1 proxy' })).status, 401)
  assert.equal((await owner.get('/me')).status, 401)
  await crm.restart()
  assert.equal((await crm.anonymous.with(owner.headers).get('/me')).status, 200)
})

/** Claim, open registration, weak passwords and open docs are gone; one line on the console says why. */
async function assertRelaxationsEnded(crm: Crm, reason: string): Promise<void> {
  const { anonymous } = crm
  assertRefused(await anonymous.post('/users', { ...weak, is_admin: true }), 403, 'owner_required')
  assertRefused(await anonymous.post('/users', weak), 403, 'registration_closed')
  assertRefused(await anonymous.get('/docs'), 401, 'authentication_required')
  assertRefused(await anonymous.get('/openapi.json'), 401, 'authentication_required')
  const asOwner = await crm.as(await make.owner(crm))
  assert.equal((await asOwner.post('/users', weak)).status, 422)
  assert.equal((await asOwner.get('/docs')).status, 200)
  const said = crm.console.filter((line) => line.includes('послабления'))
  assert.equal(said.length, 1)
  assert.ok(said[0]?.includes(reason) && said[0].includes('PUBLIC_URL'))
}
