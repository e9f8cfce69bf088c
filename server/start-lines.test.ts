import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDialect } from '#platform/db/testing/test-database.ts'
import { make } from './test-kit/make.ts'
import { publicEnv, startCrm } from './test-kit/start-crm.ts'

test('a local start says where it listens, its mode, the database, the events and the next step', async () => {
  const crm = await startCrm()
  const said = crm.console.join('')
  for (const words of [
    `слушает ${crm.url}`,
    'режим: локальный',
    { sqlite: 'crm.db', postgres: 'PostgreSQL', mysql: 'MySQL' }[testDialect],
    'события: встроенный журнал',
    `${crm.url}/app`,
    '"is_admin": true',
  ]) {
    assert.ok(said.includes(words), `${words} is not in:\n${said}`)
  }
})

test('a public start says so with its address and never prints the secret key', async () => {
  const crm = await startCrm({ env: { ...publicEnv, METRICS_TOKEN: 'metrics-token-0123456789' } })
  const said = crm.console.join('')
  assert.ok(said.includes('режим: публичный, https://crm.example.com'))
  assert.ok(!said.includes(publicEnv['SECRET_KEY'] ?? '?') && !said.includes('metrics-token'))
})

test('where people have registered but nobody is the owner yet, the step is named and nothing called empty', async () => {
  const crm = await startCrm()
  await make.student(crm)
  crm.console.length = 0
  await crm.restart()
  const said = crm.console.join('')
  assert.match(said, /владельца нет: в течение 60 минут его создаст/)
  assert.doesNotMatch(said, /пуста/)
})

test('a start with an owner names no first step', async () => {
  const crm = await startCrm()
  await make.owner(crm)
  crm.console.length = 0
  await crm.restart()
  assert.ok(!crm.console.join('').includes('владельца нет'))
})
