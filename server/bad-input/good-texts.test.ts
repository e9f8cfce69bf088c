import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setStage } from '../test-kit/bad-input/stage.ts'
import { goodPassword } from '../test-kit/make.ts'

const stage = await setStage()

/** What people really write, as it must come back: byte for byte. */
const lines: Readonly<Record<string, string>> = {
  emoji: 'Курс 🎓🔥',
  'a family of joined emoji': '👨‍👩‍👧‍👦 и 🏳️‍🌈',
  'a flag of tags': '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
  '100 emoji': '😀'.repeat(100),
  Hebrew: 'שלום עולם',
  Arabic: 'مرحبا بالعالم',
  'marks of direction': 'abc \u200f(עברית)\u200e def',
  'Devanagari with joiners': 'क्‍ष नमस्ते',
  'combining accents, not composed': 'e\u0301 и\u0306',
  'composed accents': 'é й',
  'spaces around': '  Анна  ',
  Chinese: '汉字𠮷',
  'quotes and signs': `O'Brien "№" <b> & \\ / %_`,
  'last characters of the plane': '\ufffd\u{10fffd}!',
}

for (const [what, line] of Object.entries(lines)) {
  test(`${what} in a title, a description and a name come back byte-equal`, async () => {
    const { wire, headers } = stage
    const sent = { title: line, description: `${line}\n\t${line}`, price: 1 }
    const made = await wire.send('POST', '/courses', { ...headers, ...json }, JSON.stringify(sent))
    assert.equal(made.status, 201, made.text)
    const course = await wire.send('GET', `/courses/${made.body.id}`)
    assertSameBytes(course.body.title, sent.title)
    assertSameBytes(course.body.description, sent.description)

    const person = { email: `${made.body.id}@example.com`, name: line, password: goodPassword }
    const user = await wire.send('POST', '/users', { ...headers, ...json }, JSON.stringify(person))
    assert.equal(user.status, 201, user.text)
    assertSameBytes((await wire.send('GET', `/users/${user.body.id}`, headers)).body.name, line)

    const told = (await stage.crm.events('course.created')).at(-1)?.value as { title: string }
    assertSameBytes(told.title, line)
  })
}

test('amounts at the edges are exact to the kopeck', async () => {
  for (const price of ['0', '0.01', '0.1', '99999999.99', '4999.90', '"5000.00"', '"99999999.99"', '1e2', '0.29']) {
    const body = `{"title":"Курс","price":${price}}`
    const made = await stage.wire.send('POST', '/courses', { ...stage.headers, ...json }, body)
    assert.equal(made.status, 201, `${price}: ${made.text}`)
    assert.equal(made.body.price, Number(JSON.parse(price)))
  }
})

test('one mailbox is one account in any letter case, and plus tags and IDN are mailboxes of their own', async () => {
  const statuses: number[] = []
  for (const email of ['A@X', 'a@x', 'A@x', 'a+tag@x', 'иван@пример.рф', 'ИВАН@ПРИМЕР.РФ', 'a@xn--e1afmkfd.xn--p1ai']) {
    const body = JSON.stringify({ email, name: 'Анна', password: goodPassword })
    statuses.push((await stage.wire.send('POST', '/users', { ...stage.headers, ...json }, body)).status)
  }
  assert.deepEqual(statuses, [201, 400, 400, 201, 201, 400, 201])
})

test('passwords of 8 and of 1,024 bytes are taken, and sign in', async () => {
  for (const [index, password] of ['12345678', 'я'.repeat(512), 'x'.repeat(1024), ' 🔑 пароль 🔑 '].entries()) {
    const email = `password${index}@example.com`
    const made = await stage.wire.send('POST', '/users', json, JSON.stringify({ email, name: 'Анна', password }))
    assert.equal(made.status, 201, made.text)
    const login = await stage.wire.send('POST', '/login', json, JSON.stringify({ email, password }))
    assert.equal(login.status, 200, login.text)
  }
})

const json = { 'content-type': 'application/json; charset=UTF-8' }

function assertSameBytes(came: string, sent: string): void {
  assert.deepEqual(Buffer.from(came), Buffer.from(sent))
}
