import assert from 'node:assert/strict'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk, publicSettings, strong } from '../test-kit/desk.ts'

test('a healthy school needs nobody: settings, server, log, groups, owners and the last backup are named', async () => {
  const desk = new Desk()
  await desk.owner()
  const server = await desk.start()
  await server.login('owner@example.com', strong)
  await desk.crm('backup', join(desk.folder, 'copy.db'))
  const { code, out, err } = await desk.crm('doctor')
  assert.equal(code, 0, out)
  assert.equal(err, '')
  for (const part of [
    'режим: локальный',
    'заданы настройки: DB_URL',
    server.url,
    'целостность базы проверена',
    'таблицы этой версии',
    'журнал: событий 2, эпоха 1',
    'группа audit-trail: отставание 0',
    'группа daily-statistics',
    'действующих владельцев: 1',
    'слабых паролей нет',
    `последняя копия базы: ${new Date().getUTCFullYear()}`,
  ])
    assert.ok(out.includes(part), `${part}\n${out}`)
  assert.ok(!out.includes('!!'))
  await server.stop()
  assert.match((await desk.crm('doctor')).out, /сервер: не работает/)
})

test('what needs a person is marked, with exit code 1: no owner, open files, weak passwords, no backup', async () => {
  const desk = new Desk()
  const server = await desk.start()
  await server.post('/users', { email: 'student@example.com', name: 'Студент', password: 'password123' })
  await server.stop()
  const local = await desk.crm('doctor')
  assert.equal(local.code, 1)
  assert.match(local.out, /!! {2}действующего владельца нет: npm run crm -- owner create/)
  desk.settings = publicSettings
  if (process.platform !== 'win32') chmodSync(`${desk.file}-secret`, 0o644)
  const { code, out } = await desk.crm('doctor')
  assert.equal(code, 1)
  assert.match(out, /!! {2}слабых паролей: 1/)
  assert.match(out, /!! {2}копий базы не было/)
  if (process.platform !== 'win32') assert.match(out, /!! {2}файл доступен другим пользователям: \S+-secret/)
  assert.ok(!out.includes(publicSettings['SECRET_KEY'] ?? ''))
  assert.match(out, /Требует внимания: 4/)
})

test('a damaged database is said to be damaged', async () => {
  const desk = new Desk()
  await desk.owner()
  const bytes = readFileSync(desk.file)
  bytes.fill(0xaa, 8192, 8192 + 4096 * 20)
  writeFileSync(desk.file, bytes)
  const { code, out } = await desk.crm('doctor')
  assert.equal(code, 1)
  assert.match(out, /!! {2}база повреждена/)
})

test('before the first start there is nothing to look at', async () => {
  const { code, out } = await new Desk().crm('doctor')
  assert.equal(code, 0)
  assert.match(out, /базы ещё нет/)
})
