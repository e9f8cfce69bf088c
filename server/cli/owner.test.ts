import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { listEvents } from '#events/index.ts'
import { Desk, publicSettings, strong, until } from '../test-kit/desk.ts'

const create = ['owner', 'create', '--email', 'owner@example.com', '--name', 'Ольга', '--password-stdin']
const other = 'meadow-copper-window-17'

test('an owner made before the first start signs in; one made beside a server too, and its event arrives', async () => {
  const desk = new Desk()
  const made = await desk.crmWith(`${strong}\n`, ...create)
  assert.equal(made.code, 0, made.err)
  assert.ok(!made.out.includes(strong))
  const server = await desk.start()
  const first = await server.login('owner@example.com', strong)
  assert.equal(first.status, 200)
  assert.equal((await server.get('/me', first.cookie)).body.role, 'owner')

  const refused = await desk.crmWith(
    strong,
    'owner',
    'create',
    '--email',
    'two@example.com',
    '--name',
    'Два',
    '--password-stdin',
  )
  assert.equal(refused.code, 2)
  assert.match(refused.err, /уже есть.*--yes/)
  const second = await desk.crmWith(
    strong,
    'owner',
    'create',
    '--email',
    'two@example.com',
    '--name',
    'Два',
    '--password-stdin',
    '--yes',
  )
  assert.equal(second.code, 0, second.err)
  assert.equal((await server.login('two@example.com', strong)).status, 200)
  await until(
    () => server.lines.some((line) => line.includes('user.created') && line.includes('key=2 ')),
    'the event of the command',
  )
  await server.stop()
})

test('an address that is taken, no address at all, and a password that no request could carry are refused', async () => {
  const desk = new Desk()
  await desk.owner('Owner@Example.com')
  const taken = await desk.crmWith(strong, ...create, '--yes')
  assert.deepEqual([taken.code, taken.err], [1, 'Email уже зарегистрирован\n'])
  const wrong = await desk.crmWith(
    strong,
    'owner',
    'create',
    '--email',
    'nobody',
    '--name',
    'Имя',
    '--password-stdin',
    '--yes',
  )
  assert.deepEqual([wrong.code, wrong.err], [1, 'email: Неверный адрес электронной почты\n'])
  const unsayable = await desk.crmWith(
    'orchard\0velvet-lantern',
    'owner',
    'create',
    '--email',
    'x@example.com',
    '--name',
    'Имя',
    '--password-stdin',
    '--yes',
  )
  assert.equal(unsayable.code, 1)
  assert.match(unsayable.err, /^password: /)
})

test('a weak password is marked in local mode and refused in public mode', async () => {
  const desk = new Desk()
  desk.settings = publicSettings
  const refused = await desk.crmWith('admin123', ...create)
  assert.equal(refused.code, 1)
  assert.match(refused.err, /^password: Пароль/)
  desk.settings = {}
  const marked = await desk.crmWith('admin123', ...create)
  assert.equal(marked.code, 0)
  assert.match(marked.out, /слабый/)
})

test('a reset ends the sessions, the old password and the mark of a weak one', async () => {
  const desk = new Desk()
  assert.equal((await desk.crmWith('admin123', ...create)).code, 0)
  const server = await desk.start()
  const { cookie } = await server.login('owner@example.com', 'admin123')
  assert.equal((await server.get('/me', cookie)).status, 200)
  const reset = await desk.crmWith(`${other}\r\n`, 'owner', 'reset', 'OWNER@example.com', '--password-stdin')
  assert.equal(reset.code, 0, reset.err)
  assert.equal((await server.get('/me', cookie)).status, 401)
  assert.equal((await server.login('owner@example.com', 'admin123')).status, 401)
  assert.equal((await server.login('owner@example.com', other)).status, 200)
  await server.stop()
  desk.settings = publicSettings
  assert.match((await desk.crm('doctor')).out, /слабых паролей нет/)
  const types = (await desk.look((db) => listEvents(db.reader, { key: '1', limit: 100 }))).events.map(
    ({ type }) => type,
  )
  assert.ok(types.includes('user.password_changed') && !types.includes('user.role_changed'))
})

test('a reset keeps the role while there is an owner, makes an owner when there is none or when told to', async () => {
  const desk = new Desk()
  const server = await desk.start()
  await server.post('/users', { email: 'student@example.com', name: 'Студент', password: 'password123' })
  await server.stop()
  const reset = (...more: string[]) =>
    desk.crmWith(strong, 'owner', 'reset', 'student@example.com', '--password-stdin', ...more)
  assert.match((await reset('--keep-role')).out, /\(student\)/)
  assert.match((await reset()).out, /\(owner\)[\s\S]*теперь владелец/)

  await desk.crmWith(strong, 'owner', 'create', '--email', 'b@example.com', '--name', 'Б', '--password-stdin', '--yes')
  const again = await desk.start()
  await again.post('/users', { email: 'third@example.com', name: 'Третий', password: 'password123' })
  await again.stop()
  const third = (...more: string[]) =>
    desk.crmWith(strong, 'owner', 'reset', 'third@example.com', '--password-stdin', ...more)
  assert.match((await third()).out, /\(student\)/)
  const unasked = await third('--make-owner')
  assert.equal(unasked.code, 2)
  assert.match(unasked.err, /--yes/)
  assert.match((await third('--make-owner', '--yes')).out, /\(owner\)/)
})

test('nobody can be reset who does not exist', async () => {
  const desk = new Desk()
  await desk.owner()
  const { code, err } = await desk.crmWith(strong, 'owner', 'reset', 'ghost@example.com', '--password-stdin')
  assert.deepEqual([code, err], [1, 'Пользователь не найден\n'])
})

const terminal = spawnSync('script', ['--version']).status === 0

test('at a terminal the password is asked for twice and never shown', {
  skip: !terminal && 'no script(1) here',
}, async () => {
  const desk = new Desk()
  const program = fileURLToPath(new URL('crm.ts', import.meta.url))
  const line = `${process.execPath} ${program} owner create --email owner@example.com --name Owner`
  const env = { ...process.env, DB_URL: `sqlite:///${desk.file}` }
  const child = spawn('script', ['-qec', line, '/dev/null'], { cwd: desk.folder, env, stdio: 'pipe' })
  let shown = ''
  child.stdout.on('data', (chunk) => {
    shown += chunk
  })
  for (const [question, answer] of [
    ['Пароль: ', strong],
    ['Ещё раз: ', strong],
  ] as const) {
    await until(() => shown.endsWith(question), question)
    child.stdin.write(`${answer}\r`)
  }
  await until(() => shown.includes('Владелец создан'), 'the owner')
  assert.ok(!shown.includes(strong), shown)
  child.stdin.end()
})
