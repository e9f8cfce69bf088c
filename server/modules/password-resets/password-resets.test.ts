import assert from 'node:assert/strict'
import { test } from 'node:test'
import { storedBytes } from '#platform/db/testing/stored-bytes.ts'
import { hours, minutes } from '../../test-kit/frozen-clock.ts'
import { letterText, startMailbox } from '../../test-kit/mailbox.ts'
import { goodPassword, make } from '../../test-kit/make.ts'
import { assertInvalid, assertRefused } from '../../test-kit/refusals.ts'
import { type Crm, publicEnv, startCrm } from '../../test-kit/start-crm.ts'

const fresh = 'meadow-copper-whistle-77'

async function ask(crm: Crm, email: string) {
  const answer = await crm.anonymous.post('/password-resets', { email }, { 'accept-language': 'en' })
  await crm.settled()
  return answer
}

/** The token of the newest stored letter to the address, as the owner reads it. */
async function tokenFor(crm: Crm, email: string): Promise<string> {
  const owner = await crm.as(await make.owner(crm))
  const { body } = await owner.get('/messages')
  const letter = body.find(({ to, template }: Record<string, string>) => to === email && template === 'password_reset')
  return tokenIn(letter?.body ?? '')
}

function tokenIn(text: string): string {
  return /\/app\/new-password#token=([\w-]{43})/.exec(text)?.[1] ?? assert.fail(`no link in ${text}`)
}

function redeem(crm: Crm, token: string, password = fresh) {
  return crm.anonymous.post('/password-resets/redemptions', { token, password })
}

test('a forgotten password is replaced through the link of a stored letter, once, and every session ends', async () => {
  const crm = await startCrm()
  const person = await make.student(crm)
  const signedIn = await crm.as(person)
  assert.equal((await ask(crm, person.email.toUpperCase())).status, 202)
  const token = await tokenFor(crm, person.email)
  assert.equal((await redeem(crm, token)).status, 200)
  assertRefused(await signedIn.get('/me'), 401, 'authentication_required')
  assertRefused(await signInAs(crm, person), 401, 'wrong_credentials')
  assert.equal((await (await crm.as({ email: person.email, password: fresh })).get('/me')).body.id, person.id)
  assertRefused(await redeem(crm, token, goodPassword), 403, 'reset_link_invalid')
  const [asked] = await crm.events('user.password_reset_requested')
  const timestamp = '2026-03-01T12:00:00.000+00:00'
  const said = { event_type: 'user.password_reset_requested', user_id: person.id, reset_id: 1, timestamp }
  assert.deepEqual(asked?.value, said)
  assert.equal((await crm.events('user.password_changed')).length, 1)
})

test('known, unknown, disabled and erased addresses are answered alike, and only a known one gets a letter', async () => {
  const crm = await startCrm()
  const owner = await crm.as(await make.owner(crm))
  const known = await make.student(crm)
  const disabled = await make.student(crm)
  await owner.put(`/users/${disabled.id}/disablement`)
  const started = performance.now()
  const answers = []
  for (const email of [known.email, 'nobody@example.com', disabled.email, 'no address', ''])
    answers.push(await ask(crm, email))
  assert.ok(performance.now() - started >= answers.length * 290, 'an answer came too soon')
  assert.deepEqual(
    answers.map(({ status, body }) => [status, body]),
    answers.map(() => [202, { message: 'If there is such an account, a letter with a link is ready for it' }]),
  )
  assert.deepEqual(
    (await crm.events('user.password_reset_requested')).map(({ key }) => Number(key)),
    [known.id],
  )
})

test('asking is counted for every address alike, and so are wrong tokens', async () => {
  const crm = await startCrm()
  const person = await make.student(crm)
  for (const email of [person.email, 'nobody@example.com']) {
    await Promise.all(Array.from({ length: 5 }, () => ask(crm, email)))
    const refused = await ask(crm, email.toUpperCase())
    assertRefused(refused, 429, 'too_many_requests')
    assert.equal(refused.headers['retry-after'], '3600')
  }
  const many = Array.from({ length: 31 }, (_, at) => `many${at}@example.com`)
  const answers = await Promise.all(many.map((email) => crm.anonymous.post('/password-resets', { email })))
  assert.ok(answers.some(({ status }) => status === 429))
  const owner = await crm.as(await make.owner(crm))
  assert.equal((await owner.post('/password-resets', { email: 'new@example.com' })).status, 202)
  const wrong = await Promise.all(Array.from({ length: 20 }, () => redeem(crm, 'wrong')))
  assert.ok(wrong.every(({ status }) => status === 403))
  assertRefused(await redeem(crm, 'wrong'), 429, 'too_many_requests')
  crm.clock.forward(minutes(1))
  assertRefused(await redeem(crm, 'wrong'), 403, 'reset_link_invalid')
})

test('a link lives an hour, and a change of the password or of the account ends it', async () => {
  const crm = await startCrm()
  const owner = await crm.as(await make.owner(crm))
  const late = await make.student(crm)
  await ask(crm, late.email)
  const lateToken = await tokenFor(crm, late.email)
  crm.clock.forward(hours(1))
  assertRefused(await redeem(crm, lateToken), 403, 'reset_link_invalid')

  const remembered = await make.student(crm)
  await ask(crm, remembered.email)
  const overtaken = await tokenFor(crm, remembered.email)
  const body = { password: 'another-lantern-orchard-9', current_password: remembered.password }
  assert.equal((await (await crm.as(remembered)).patch(`/users/${remembered.id}`, body)).status, 200)
  assertRefused(await redeem(crm, overtaken), 403, 'reset_link_invalid')

  const disabled = await make.student(crm)
  await ask(crm, disabled.email)
  const closed = await tokenFor(crm, disabled.email)
  await owner.put(`/users/${disabled.id}/disablement`)
  assertRefused(await redeem(crm, closed), 403, 'reset_link_invalid')
})

test('a password that the rules refuse leaves the link good; of many at once one is taken', async () => {
  const crm = await startCrm()
  const person = await make.student(crm)
  await ask(crm, person.email)
  const token = await tokenFor(crm, person.email)
  assertInvalid(await redeem(crm, token, 'short'), 'body.password')
  const answers = await Promise.all(Array.from({ length: 5 }, (_, at) => redeem(crm, token, `${fresh}-${at}`)))
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 403, 403, 403, 403])
  assert.equal((await crm.events('user.password_changed')).length, 1)
})

test('the link of a stored letter is shown to the owner alone, and to nobody once letters are sent or it is over', async () => {
  const crm = await startCrm()
  const person = await make.owner(crm)
  await ask(crm, person.email)
  const admin = await crm.as(await make.admin(crm))
  const [hidden] = (await admin.get('/messages')).body.filter(({ template }: { template: string }) =>
    /reset/.test(template),
  )
  assert.match(hidden.body, /\(ссылка видна только получателю\)/)
  assert.deepEqual((await admin.get(`/messages/${hidden.id}`)).body, hidden)
  await redeem(crm, await tokenFor(crm, person.email))
  const owner = await crm.as(await make.owner(crm))
  assert.match((await owner.get(`/messages/${hidden.id}`)).body.body, /\(ссылка больше не действует\)/)
})

test('with SMTP the letter carries the link, and neither the database, the log nor the answers do', async () => {
  const mailbox = await startMailbox()
  const crm = await startCrm({ env: { ...publicEnv, SMTP_URL: mailbox.url, MAIL_FROM: 'school@example.com' } })
  const owner = await crm.as(await make.owner(crm))
  const person = await make.manager(crm, { name: 'Анна <b>Ким</b>' })
  await ask(crm, person.email)
  const sent = mailbox.letters.filter(({ to, text }) => to.includes(person.email) && /token/.test(letterText(text)))
  assert.equal(sent.length, 1)
  const token = tokenIn(letterText(sent[0]!.text))
  assert.match(letterText(sent[0]!.text), /https:\/\/crm\.example\.com\/app\/new-password#token=/)
  const shown =
    (await owner.get('/messages')).text + (await owner.get('/events')).text + (await owner.get('/audit')).text
  for (const place of [shown, crm.console.join(), await storedBytes(crm.db)]) assert.ok(!place.includes(token))
  assert.equal((await redeem(crm, token)).status, 200)
})

test('a marked password of public mode is replaced by mail, and who had too many tries may sign in at once', async () => {
  const mailbox = await startMailbox()
  const crm = await startCrm()
  const weak = { email: 'weak@example.com', name: 'Пётр', password: 'password123' }
  await crm.anonymous.post('/users', weak)
  await crm.restart({ ...publicEnv, SMTP_URL: mailbox.url, MAIL_FROM: 'school@example.com' })
  assertRefused(await signInAs(crm, weak), 403, 'password_reset_required')
  for (let tries = 0; tries < 6; tries++) await signInAs(crm, { ...weak, password: 'not-this-one' })
  assertRefused(await signInAs(crm, weak), 429, 'too_many_requests')
  await ask(crm, weak.email)
  const token = tokenIn(letterText(mailbox.letters.at(-1)?.text ?? ''))
  assertInvalid(await redeem(crm, token, 'password123'), 'body.password')
  assert.equal((await redeem(crm, token)).status, 200)
  assert.equal((await signInAs(crm, { ...weak, password: fresh })).status, 200)
})

function signInAs(crm: Crm, { email, password }: { email: string; password: string }) {
  return crm.anonymous.post('/login', { email, password })
}
