import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { text } from 'node:stream/consumers'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { storedBytes } from '#platform/db/testing/stored-bytes.ts'
import { runOn, serverOnly, testDialect } from '#platform/db/testing/test-database.ts'
import { startCrm } from '../test-kit/start-crm.ts'

const program = fileURLToPath(new URL('./crm.ts', import.meta.url))

// the tables of another program that happen to have the names of ours
const people = 'users'
const lessons = 'courses'
const tables = [
  `create table ${people} (id INTEGER PRIMARY KEY, email VARCHAR(320) NOT NULL UNIQUE, name VARCHAR(100) NOT NULL, age INTEGER NOT NULL, password VARCHAR(100) NOT NULL, is_admin BOOLEAN)`,
  `create table ${lessons} (id INTEGER PRIMARY KEY, title VARCHAR(200) NOT NULL, description TEXT, price NUMERIC(10, 2) NOT NULL)`,
  `insert into ${people} VALUES (3, 'Anna@Example.com', 'Анна', 30, 'plain-anna-secret', false)`,
  `insert into ${people} VALUES (5, 'boss@example.com', 'Борис', 45, 'admin123', true)`,
  `insert into ${people} VALUES (6, 'anna@example.COM', 'Другая Анна', 31, 'plain-twin-secret', false)`,
  `insert into ${people} VALUES (8, 'no-address', 'Никто', 31, 'plain-nobody-secret', false)`,
  `insert into ${people} VALUES (9, 'old@example.com', 'Старец', 300, 'short', NULL)`,
  `insert into ${lessons} VALUES (2, 'Python', 'Базовый', 4999.90)`,
  `insert into ${lessons} VALUES (4, 'x', NULL, 10)`,
  `insert into ${lessons} VALUES (7, 'Даром', NULL, 0)`,
]
const secrets = ['plain-anna-secret', 'admin123', 'plain-twin-secret', 'plain-nobody-secret']

function legacyFile(): string {
  const file = join(mkdtempSync(join(tmpdir(), 'crm-legacy-')), 'test.db')
  const db = new DatabaseSync(file)
  for (const statement of tables) db.exec(statement)
  db.close()
  return file
}

async function run(url: string, ...args: string[]) {
  const env = { ...process.env, DB_URL: url, NODE_ENV: undefined, LOG_LEVEL: 'info' }
  const child = spawn(process.execPath, [program, 'import-legacy', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { code, out, err }
}

async function emptyHome() {
  const crm = await startCrm()
  const url = crm.homeUrl
  await crm.stop()
  return { crm, url }
}

test('an import brings every row that can come, once, with its number and its event, and names the others', async () => {
  const source = legacyFile()
  const before = readFileSync(source)
  const { crm, url } = await emptyHome()
  const dry = await run(url, `sqlite:///${source}`, '--dry-run')
  assert.match(dry.out, /Перейдут: учётных записей 3, курсов 2/)
  const first = await run(url, `sqlite:///${source}`)
  assert.equal(first.code, 1, first.err)
  assert.match(first.out, /учётная запись 6: адрес уже занят/)
  assert.match(first.out, /учётная запись 8: email/)
  for (const { out } of [dry, first]) assert.match(out, /^! учётная запись 9: возраст не подходит/m)
  assert.match(first.out, /курс 4: title/)
  assert.match(first.out, /Перенесено: учётных записей 3, курсов 2/)
  assert.match(first.out, /первый администратор: учётная запись 5/)
  const second = await run(url, `sqlite:///${source}`)
  assert.match(second.out, /Перенесено: учётных записей 0, курсов 0/)
  assert.match(second.out, /строк 5/)
  assert.doesNotMatch(second.out, /возраст| 0 из /)
  assert.deepEqual(readFileSync(source), before)

  await crm.restart()
  const boss = await crm.as({ email: 'BOSS@example.com', password: 'admin123' })
  assert.equal((await boss.get('/me')).body.role, 'owner')
  const users = (await boss.get('/users')).body
  assert.deepEqual(
    users.map((user: { id: number; email: string; age: number | null }) => [user.id, user.email, user.age]),
    [
      [3, 'Anna@Example.com', 30],
      [5, 'boss@example.com', 45],
      [9, 'old@example.com', null],
    ],
  )
  assert.equal((await boss.get('/courses/2')).body.price, 4999.9)
  assert.equal((await boss.get('/courses/7')).body.price, 0)
  const created = await boss.post('/courses', { title: 'Новый курс', price: 1 })
  assert.equal(created.body.id, 8)
  const types = (await crm.events()).map((event) => event.type)
  assert.equal(types.filter((type) => type === 'user.created').length, 3)
  assert.equal(types.filter((type) => type === 'course.created').length, 3)
  const kept = (await storedBytes(crm.db)) + dry.out + first.out + first.err + second.out + crm.console.join()
  for (const secret of secrets) assert.ok(!kept.includes(secret), secret)
})

test('a base that is not the original service is one clear line', async () => {
  const { url } = await emptyHome()
  const { code, err } = await run(url, 'sqlite:////no/such/folder/test.db')
  assert.equal(code, 2)
  assert.equal(err.trim().split('\n').length, 1)
})

test('the tables of the original service are read from a database server too', { skip: serverOnly }, async () => {
  const { crm: source, url: sourceUrl } = await emptyHome()
  const schema = `legacy_${Date.now()}`
  const made =
    testDialect === 'postgres'
      ? `create schema ${schema}`
      : `create database ${schema} character set utf8mb4 collate utf8mb4_bin`
  await runOn(sourceUrl, made)
  after(() =>
    runOn(
      process.env['CRM_TEST_SERVER'] ?? '',
      testDialect === 'postgres' ? `drop schema ${schema} cascade` : `drop database ${schema}`,
    ),
  )
  const legacyUrl = new URL(sourceUrl)
  if (testDialect === 'postgres') legacyUrl.searchParams.set('options', `-csearch_path=${schema}`)
  else legacyUrl.pathname = `/${schema}`
  for (const statement of tables) await runOn(legacyUrl.href, statement)
  const { url } = await emptyHome()
  const { out } = await run(url, legacyUrl.href)
  assert.match(out, /Перенесено: учётных записей 3, курсов 2/)
  await source.stop()
})
