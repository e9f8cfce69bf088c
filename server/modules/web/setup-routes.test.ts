import assert from 'node:assert/strict'
import { test } from 'node:test'
import { goodPassword, make } from '../../test-kit/make.ts'
import { assertRefused } from '../../test-kit/refusals.ts'
import { publicEnv, startCrm } from '../../test-kit/start-crm.ts'

const owner = { email: 'owner@example.com', name: 'Ирина', password: goodPassword, is_admin: true }

test('an empty CRM asks for its owner, and then knows who is signed in', async () => {
  const crm = await startCrm()
  const before = await crm.anonymous.get('/session')
  assert.deepEqual(before.body, {
    user: null,
    mode: 'local',
    setup: 'open',
    registration: true,
    school: { name: 'Mini-CRM', locale: 'ru' },
    position: null,
    mail: false,
    demo: false,
  })
  assert.equal((await crm.anonymous.post('/users', owner)).status, 201)
  assert.equal((await crm.anonymous.get('/session')).body.setup, 'done')
  const { body } = await (await crm.as(owner)).get('/session')
  assert.deepEqual([body.user.email, body.user.role, body.demo], [owner.email, 'owner', true])
})

test('the claim is closed once the relaxations of local mode have ended', async () => {
  const crm = await startCrm()
  const { body } = await crm.anonymous.get('/session', { 'x-forwarded-for': '203.0.113.7' })
  assert.equal(body.setup, 'closed')
})

test('public mode asks for the setup token and offers no demo school', async () => {
  const crm = await startCrm({ env: publicEnv })
  assert.equal((await crm.anonymous.get('/session')).body.setup, 'token')
  const caller = await crm.as(await make.owner(crm))
  assert.equal((await caller.get('/session')).body.demo, false)
  assertRefused(await caller.post('/demo-school'), 403, 'forbidden')
})

test('the owner of an empty CRM gets a demo school once, and can sign in as its people', async () => {
  const crm = await startCrm()
  await crm.anonymous.post('/users', owner)
  const caller = await crm.as(owner)
  const [first, second] = await Promise.all([caller.post('/demo-school'), caller.post('/demo-school')])
  const [grown, refused] = first.status === 201 ? [first, second] : [second, first]
  assert.equal(grown.status, 201)
  assertRefused(refused, 409, 'school_not_empty')
  assertRefused(await caller.post('/demo-school'), 409, 'school_not_empty')
  assert.equal((await caller.get('/session')).body.demo, false)
  const manager = grown.body.people.find(({ role }: { role: string }) => role === 'manager')
  const asManager = await crm.as({ email: manager.email, password: grown.body.password })
  assert.equal(Number((await asManager.get('/courses?limit=1')).headers['x-total-count']), grown.body.courses)
})

test('the demo school speaks the language in which it was asked for', async () => {
  for (const [language, currency, script] of [
    ['en', 'EUR', 'Latin'],
    ['ru', 'RUB', 'Cyrillic'],
  ] as const) {
    const crm = await startCrm()
    await crm.anonymous.post('/users', owner, { 'accept-language': language })
    const caller = await crm.as(owner)
    assert.equal((await caller.post('/demo-school', undefined, { 'accept-language': language })).status, 201)
    const courses: { title: string; currency: string }[] = (await caller.get('/courses?limit=100')).body
    const people: { name: string; role: string; locale: string }[] = (await caller.get('/users?limit=100')).body
    const written = new RegExp(`\\p{Script=${script}}`, 'u')
    assert.equal(people.length, 47)
    for (const { name, role } of people) assert.ok(role === 'owner' || written.test(name), name)
    assert.deepEqual([...new Set(people.map(({ locale }) => locale))], [language])
    assert.equal(courses.filter(({ title }) => /[а-яё]/i.test(title)).length, language === 'en' ? 0 : 12)
    assert.deepEqual([...new Set(courses.map((course) => course.currency))], [currency])
  }
})

test('only the owner may fill the CRM', async () => {
  const crm = await startCrm()
  assertRefused(await (await crm.as(await make.admin(crm))).post('/demo-school'), 403, 'forbidden')
  assertRefused(await crm.anonymous.post('/demo-school'), 401, 'authentication_required')
})
