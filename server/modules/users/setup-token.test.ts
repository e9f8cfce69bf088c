import assert from 'node:assert/strict'
import { test } from 'node:test'
import { storedBytes } from '#platform/db/testing/stored-bytes.ts'
import { minutes } from '../../test-kit/frozen-clock.ts'
import { goodPassword, make } from '../../test-kit/make.ts'
import { assertRefused } from '../../test-kit/refusals.ts'
import { type Crm, publicEnv, startCrm } from '../../test-kit/start-crm.ts'

const owner = { email: 'owner@example.com', name: 'Ольга Орлова', password: goodPassword, is_admin: true }

test('in public mode the token that the start prints creates the first owner, once', async () => {
  const crm = await startCrm({ env: publicEnv })
  const token = printedToken(crm)
  assert.equal(Buffer.from(token, 'base64url').length * 8, 256)
  assertRefused(await crm.anonymous.post('/users', owner), 403, 'owner_required')
  assertRefused(await claim(crm, `${token}x`), 403, 'setup_token_invalid')
  const answer = await claim(crm, token)
  assert.deepEqual([answer.status, answer.body.role], [201, 'owner'])
  assertRefused(await claim(crm, token, 'second@example.com'), 403, 'setup_token_invalid')
})

for (const level of ['error', 'silent']) {
  test(`LOG_LEVEL=${level} does not hide the token: without it nobody could become the owner`, async () => {
    const crm = await startCrm({ env: { ...publicEnv, LOG_LEVEL: level } })
    assert.equal(crm.console.length, 1)
    assert.equal((await claim(crm, printedToken(crm))).status, 201)
  })
}

test('parallel claims with one token make one owner', async () => {
  const crm = await startCrm({ env: publicEnv })
  const token = printedToken(crm)
  const answers = await Promise.all([1, 2, 3, 4].map((n) => claim(crm, token, `claim${n}@example.com`)))
  assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 403, 403, 403])
})

test('a token lives for 30 minutes, and a restart prints another one and ends the old', async () => {
  const crm = await startCrm({ env: publicEnv })
  const first = printedToken(crm)
  crm.clock.forward(minutes(30))
  assertRefused(await claim(crm, first), 403, 'setup_token_invalid')
  await crm.restart()
  const second = printedToken(crm)
  assert.notEqual(second, first)
  assertRefused(await claim(crm, first), 403, 'setup_token_invalid')
  crm.clock.forward(minutes(29))
  assert.equal((await claim(crm, second)).status, 201)
})

test('a clock that is set back does not make a token live longer', async () => {
  const crm = await startCrm({ env: publicEnv })
  crm.clock.forward(-minutes(60 * 24))
  assertRefused(await claim(crm, printedToken(crm)), 403, 'setup_token_invalid')
})

test('the database never holds the token, only its hash', async () => {
  const crm = await startCrm({ env: publicEnv })
  const token = printedToken(crm)
  await claim(crm, token)
  assert.ok(!(await storedBytes(crm.db)).includes(token))
})

test('a server that has an owner prints no token', async () => {
  const crm = await startCrm({ env: publicEnv })
  await make.owner(crm)
  crm.console.length = 0
  await crm.restart()
  assert.ok(!crm.console.some((line) => line.includes('X-Setup-Token')))
})

function claim(crm: Crm, token: string, email = owner.email) {
  return crm.anonymous.post('/users', { ...owner, email }, { 'x-setup-token': token })
}

function printedToken(crm: Crm): string {
  const line = crm.console.findLast((text) => text.includes('X-Setup-Token'))
  return /X-Setup-Token: (\S+)/.exec(line ?? '')?.[1] ?? assert.fail('no token was printed')
}
