import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertRefused } from '../../test-kit/refusals.ts'
import { type Crm, publicEnv, startCrm } from '../../test-kit/start-crm.ts'

const ping = (crm: Crm, host: string, headers = {}) => crm.anonymous.get('/ping', { ...headers, host })

test('a public server serves its own name and this machine, and no other', async () => {
  const crm = await startCrm({ env: publicEnv })
  for (const host of ['crm.example.com', 'CRM.example.com:443', '127.0.0.1:8000', 'localhost']) {
    assert.equal((await ping(crm, host)).status, 200, host)
  }
  for (const host of [
    'evil.example',
    'crm.example.com.evil.example',
    'xcrm.example.com',
    '10.0.0.1',
    '127.0.0.1.evil.example',
  ]) {
    assertRefused(await ping(crm, host), 421, 'wrong_host', 'Сервер не обслуживает этот адрес')
  }
  assertRefused(await ping(crm, '127.0.0.1', { 'x-forwarded-for': '1.2.3.4' }), 421, 'wrong_host')
})

test('a name that resolves to this machine is a foreign one to a local server', async () => {
  const crm = await startCrm()
  for (const host of ['localhost.evil.example', 'evil.example', '128.0.0.1', '0.0.0.0', '[::2]']) {
    assertRefused(await ping(crm, host), 421, 'wrong_host')
  }
})

test('every answer, refusals too, carries the security headers and the request id', async () => {
  const crm = await startCrm()
  const paths = ['/ping', '/courses', '/nothing-here', '/me', '/docs', '/users/abc']
  for (const answer of [
    ...(await Promise.all(paths.map((path) => crm.anonymous.get(path)))),
    await ping(crm, 'evil.example'),
  ]) {
    const { headers } = answer
    const policy = String(headers['content-security-policy'])
    assert.ok(policy.includes("default-src 'self'") && policy.includes("frame-ancestors 'none'"))
    assert.ok(!policy.includes('unsafe-inline') && !policy.includes('unsafe-eval'))
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.equal(headers['x-frame-options'], 'DENY')
    assert.equal(headers['referrer-policy'], 'same-origin')
    assert.equal(headers['cache-control'], 'no-store')
    assert.equal(headers['strict-transport-security'], undefined)
    assert.match(String(headers['x-request-id']), /^[\da-f-]{36}$/)
    assert.equal(headers['server'] ?? headers['x-powered-by'], undefined)
  }
})

test('https is told to be kept, http is not', async () => {
  const crm = await startCrm({ env: publicEnv })
  assert.match(String((await ping(crm, 'crm.example.com')).headers['strict-transport-security']), /max-age=\d{8}/)
  const plain = await startCrm({ env: { ...publicEnv, PUBLIC_URL: 'http://crm.lan' } })
  assert.equal((await ping(plain, 'crm.lan')).headers['strict-transport-security'], undefined)
})
