import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { Desk, strong, until } from '../test-kit/desk.ts'

const secrets = ['Потаённая', 'Личность', 'потаённая', 'potaennaya.lichnost', 'Potaennaya', 'Второе-Имя']

/** Files of the folder in which something of the person can still be read. */
function tracesIn(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const bytes = readFileSync(join(folder, name))
    return secrets.filter((secret) => bytes.includes(secret)).map((secret) => `${name}: ${secret}`)
  })
}

/** A person who registered, signed in, was welcomed, renamed and failed to sign in. */
async function someLife(desk: Desk) {
  await desk.owner()
  const server = await desk.start()
  const person = { email: 'Potaennaya.lichnost@example.com', name: 'Потаённая Личность', age: 33, password: strong }
  const { id } = (await server.post('/users', person)).body
  const own = (await server.login(person.email, strong)).cookie
  await server.login('potaennaya.lichnost@example.com', 'wrong password')
  const renamed = await fetch(`${server.url}/users/${id}`, {
    method: 'PATCH',
    headers: { cookie: own, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Второе-Имя Личность' }),
  })
  assert.equal(renamed.status, 200)
  const { cookie } = await server.login('owner@example.com', strong)
  await until(async () => (await server.get('/messages', cookie)).body.length > 0, 'the welcome letter')
  await until(async () => (await server.get('/audit?action=user.updated', cookie)).body.length > 0, 'the audit trail')
  return { server, id, own, cookie }
}

test('after erasing no byte of the person is in any file of the database; only copies remember, and they are named', async () => {
  const desk = new Desk()
  const { server, id } = await someLife(desk)
  await server.stop()
  assert.ok(tracesIn(desk.folder).length > 0)
  const folder = mkdtempSync(join(tmpdir(), 'crm-copy-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  const copy = join(folder, 'copy.db')
  await desk.crm('backup', copy)
  const unasked = await desk.crm('erase-user', String(id))
  assert.equal(unasked.code, 2)
  const { code, out, err } = await desk.crm('erase-user', String(id), '--yes')
  assert.equal(code, 0, err)
  assert.match(out, /прежних байтов в нём и рядом с ним нет/)
  assert.deepEqual(tracesIn(desk.folder), [])
  assert.match((await desk.crm('audit', 'verify')).out, /Все цепочки целы/)

  const back = await desk.crm('restore', copy, '--yes')
  assert.match(back.out, new RegExp(`стёрты учётные записи ${id};`), 'the copy remembers, and says so')
  assert.match((await desk.crm('erase-user', String(id), '--yes')).out, /crm\.db\.before-restore/)
})

test('erasing beside a running server leaves no byte either, and ends the sessions', async () => {
  const desk = new Desk()
  const { server, id, own, cookie } = await someLife(desk)
  const { code, out } = await desk.crm('erase-user', String(id), '--yes')
  assert.equal(code, 0, out)
  assert.deepEqual(tracesIn(desk.folder), [])
  assert.equal((await server.get('/me', own)).status, 401)
  assert.equal((await server.get(`/users/${id}`, cookie)).body.status, 'erased')
  for (const q of ['личность', 'удалённый', 'erased'])
    assert.deepEqual((await server.get(`/users?q=${encodeURIComponent(q)}`, cookie)).body, [], q)
  await until(async () => (await server.get('/events?type=user.erased', cookie)).body.length > 0, 'the event')
  await server.stop()
  assert.deepEqual(tracesIn(desk.folder), [])
  const verified = await desk.crm('audit', 'verify')
  assert.equal(verified.code, 0, verified.out)
})

test('nobody, no number and the last owner are refused', async () => {
  const desk = new Desk()
  await desk.owner()
  for (const [id, code, answer] of [
    ['77', 1, /Пользователь не найден/],
    ['me', 2, /Нужен номер/],
    ['1', 1, /последний действующий владелец/],
  ] as const) {
    const answered = await desk.crm('erase-user', id, '--yes')
    assert.equal(answered.code, code, id)
    assert.match(answered.err, answer)
  }
})
