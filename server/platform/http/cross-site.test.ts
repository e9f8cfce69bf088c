import assert from 'node:assert/strict'
import { test } from 'node:test'
import { make } from '../../test-kit/make.ts'
import { assertRefused } from '../../test-kit/refusals.ts'
import { publicEnv, startCrm } from '../../test-kit/start-crm.ts'

const local = await startCrm()
const secure = await startCrm({ env: publicEnv })
const site = 'https://crm.example.com'

/** What a browser or a program says about where it comes from, and whether that may change anything. */
const origins: { says: Record<string, string>; passes: boolean }[] = [
  { says: {}, passes: true },
  { says: { 'sec-fetch-site': 'same-origin' }, passes: true },
  { says: { 'sec-fetch-site': 'none' }, passes: true },
  { says: { 'sec-fetch-site': 'same-site' }, passes: false },
  { says: { 'sec-fetch-site': 'cross-site' }, passes: false },
  { says: { 'sec-fetch-site': 'anything-else' }, passes: false },
  { says: { 'sec-fetch-site': '' }, passes: false },
  { says: { 'sec-fetch-site': 'cross-site', origin: site }, passes: false },
  { says: { origin: site }, passes: true },
  { says: { origin: 'http://crm.example.com' }, passes: false },
  { says: { origin: 'https://crm.example.com:8443' }, passes: false },
  { says: { origin: 'https://crm.example.com.evil.example' }, passes: false },
  { says: { origin: 'https://evil.example' }, passes: false },
  { says: { origin: 'null' }, passes: false },
  { says: { origin: '' }, passes: false },
]

for (const { says, passes } of origins) {
  const named =
    Object.entries(says)
      .map(([name, value]) => `${name}: ${value}`)
      .join(', ') || 'neither header'
  test(`a change that comes with ${named} is ${passes ? 'let in' : 'refused'}, with a session and without`, async () => {
    const admin = await make.admin(secure)
    const caller = await secure.as(admin)
    const { id } = await make.course(secure)
    const changes = [
      await caller.post('/courses', { title: 'Откуда', price: 1 }, says),
      await caller.patch(`/courses/${id}`, { price: 7 }, says),
      await caller.put(`/courses/${id}/archive`, undefined, says),
      await caller.delete(`/courses/${id}/archive`, says),
      await secure.anonymous.post('/login', { email: admin.email, password: admin.password }, says),
      await caller.delete('/sessions', says),
      await caller.post('/logout', undefined, says),
    ]
    for (const answer of changes) {
      if (passes) assert.ok([200, 201].includes(answer.status), answer.text)
      else assertRefused(answer, 403, 'foreign_origin', 'Запрос пришёл с чужого сайта')
    }
    assert.equal((await caller.get('/me', says)).status, passes ? 401 : 200)
  })
}

test('reading is nobody’s danger: a foreign page may send it and see nothing, for no answer allows it to', async () => {
  const answer = await secure.anonymous.get('/courses', {
    origin: 'https://evil.example',
    'sec-fetch-site': 'cross-site',
  })
  assert.equal(answer.status, 200)
  assert.equal(answer.headers['access-control-allow-origin'], undefined)
  assert.equal(answer.headers['cross-origin-resource-policy'], 'same-origin')
  const preflight = await secure.anonymous.send('OPTIONS', '/courses', undefined, {
    origin: 'https://evil.example',
    'access-control-request-method': 'POST',
  })
  assert.equal(preflight.headers['access-control-allow-origin'], undefined)
})

test('in local mode the own origin is the address that was asked for', async () => {
  const body = { email: 'o@example.com', password: 'wrong-password' }
  const own = await local.anonymous.post('/login', body, { host: 'localhost:8000', origin: 'http://localhost:8000' })
  assert.equal(own.status, 401)
  for (const origin of ['http://localhost:8001', 'https://localhost:8000', 'http://127.0.0.1:8000']) {
    assertRefused(await local.anonymous.post('/login', body, { host: 'localhost:8000', origin }), 403, 'foreign_origin')
  }
})
