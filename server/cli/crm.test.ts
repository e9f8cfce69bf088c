import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { Desk, strong } from '../test-kit/desk.ts'

const verbs = [
  'owner create',
  'owner reset',
  'backup',
  'restore',
  'doctor',
  'events replay',
  'events dead-letters',
  'audit verify',
  'seed demo',
  'import-legacy',
  'copy-to',
  'erase-user',
  'openapi',
]

test('every verb has its own help, which does nothing', async () => {
  const desk = new Desk()
  const answers = await Promise.all(verbs.map((verb) => desk.crm(...verb.split(' '), '--help')))
  for (const [index, { code, out, err }] of answers.entries()) {
    assert.equal(code, 0, verbs[index])
    assert.ok(out.startsWith(`npm run crm -- ${verbs[index]}`), out)
    assert.match(out, /--help/)
    assert.equal(err, '')
  }
  assert.deepEqual(readdirSync(desk.folder), [])
})

test('without a verb all of them are listed', async () => {
  const { code, out } = await new Desk().crm()
  assert.equal(code, 0)
  for (const verb of verbs) assert.ok(out.includes(`  ${verb}`), verb)
})

for (const [what, args] of [
  ['an unknown verb', ['dance']],
  ['half a verb', ['owner']],
  ['an unknown option', ['backup', 'copy.db', '--fast']],
  ['a password as an argument', ['owner', 'create', '--password', 'secret-words-here']],
  ['an option without its value', ['owner', 'create', '--email']],
  ['a word too few', ['restore']],
  ['a word too many', ['backup', 'one.db', 'two.db']],
  ['a database that does not exist', ['audit', 'verify']],
] as const) {
  test(`${what} is one clear line and exit code 2, and nothing is created`, async () => {
    const desk = new Desk()
    const { code, out, err } = await desk.crm(...args)
    assert.equal(code, 2)
    assert.equal(out, '')
    assert.match(err, /^[А-Я][^\n]+\n$/)
    assert.ok(!err.includes('secret-words-here'))
    assert.deepEqual(readdirSync(desk.folder), [])
  })
}

test('settings that do not fit are named, with exit code 2', async () => {
  const desk = new Desk()
  desk.settings = { PUBLIC_URL: 'https://crm.example.com', SMTP_URL: 'ftp://nowhere' }
  const { code, err } = await desk.crm('doctor')
  assert.equal(code, 2)
  assert.match(err, /SECRET_KEY/)
  assert.match(err, /SMTP_URL/)
})

test('the settings of .env are the ones a command uses', async () => {
  const desk = new Desk()
  desk.settings = { DB_URL: undefined }
  writeFileSync(join(desk.folder, '.env'), 'DB_URL=sqlite:///./other.db\n')
  const create = ['owner', 'create', '--email', 'a@example.com', '--name', 'А', '--password-stdin']
  assert.equal((await desk.crmWith(strong, ...create)).code, 0)
  assert.ok(existsSync(join(desk.folder, 'other.db')))
})

test('a database of the original service is named and left alone', async () => {
  const desk = new Desk()
  const db = new DatabaseSync(desk.file)
  db.exec(readFileSync(new URL('../platform/db/testing/original-service.sql', import.meta.url), 'utf8'))
  db.close()
  const before = readdirSync(desk.folder)
  for (const args of [['doctor'], ['seed', 'demo'], ['erase-user', '1', '--yes'], ['restore', desk.file, '--yes']]) {
    const { code, err } = await desk.crm(...args)
    assert.equal(code, 2, args.join(' '))
    assert.match(err, /прежнего сервиса/)
  }
  assert.deepEqual(readdirSync(desk.folder), before)
})

test('openapi prints the document without a database', async () => {
  const desk = new Desk()
  const { code, out } = await desk.crm('openapi')
  assert.equal(code, 0)
  const document = JSON.parse(out)
  assert.match(document.openapi, /^3\.1/)
  assert.ok(document.paths['/users'].post && document.paths['/courses/{id}'].get)
  assert.deepEqual(readdirSync(desk.folder), [])
})

test('a reader that leaves before the end does not end the work', async () => {
  const desk = new Desk()
  const seeding = desk.begin('seed', 'demo')
  const [complaints, [code]] = await Promise.all([
    text(seeding.stderr!),
    once(seeding, 'exit'),
    once(seeding.stdout!, 'data').then(() => seeding.stdout!.destroy()),
  ])
  assert.deepEqual([code, complaints], [0, ''])
  const { out } = await desk.crm('seed', 'demo')
  assert.match(out, /уже на месте/)
})

test('output that finds no room is one clear line and exit code 1', { skip: !existsSync('/dev/full') }, async () => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'crm.ts'), '--help'], {
    stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
  })
  const [complaints, [code]] = await Promise.all([text(child.stderr!), once(child, 'exit')])
  assert.equal(code, 1)
  assert.match(complaints, /^Вывод не записан: ENOSPC[^\n]+\n$/)
})
