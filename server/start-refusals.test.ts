import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import { startCrmProcess } from '../faults/kit/crm-process.ts'

const main = join(import.meta.dirname, 'main.ts')
const nobody = 65534
const isRoot = process.getuid?.() === 0

test('a taken port is one line and exit code 2, and nothing is created', async (t) => {
  const folder = scratch(t)
  const { port } = (await listening(t)).address() as { port: number }
  const { code, said } = await start(folder, { PORT: String(port) })
  assert.equal(code, 2)
  assert.equal(said, `Порт ${port} на 127.0.0.1 уже занят. Остановите другую программу или задайте PORT.\n`)
  assert.deepEqual(readdirSync(folder), [])
})

test('a database that another server holds is refused by the name of its holder, who goes on', async (t) => {
  const folder = scratch(t)
  const holder = await startCrmProcess(t, { folder })
  const before = readdirSync(folder).sort()
  const { code, said } = await start(folder)
  assert.equal(code, 2)
  assert.match(
    said,
    new RegExp(`^Базу .*crm\\.db уже держит другой сервер: процесс ${holder.serverPid} с \\S+, ${holder.url}\\..*\n$`),
  )
  assert.deepEqual(readdirSync(folder).sort(), before)
  assert.equal((await fetch(`${holder.url}/ping`)).status, 200)
  await holder.stop()
})

test('wrong settings of Kafka and roles are one message that names each, and nothing is created', async (t) => {
  const folder = scratch(t)
  const { code, said } = await start(folder, {
    KAFKA_BOOTSTRAP_SERVERS: 'broker.example.com',
    KAFKA_COMPRESSION: 'rar',
    KAFKA_SSL_CA_FILE: '/no/such/file',
    KAFKA_SASL_MECHANISM: 'plain',
    KAFKA_SASL_USERNAME: 'crm',
    KAFKA_SASL_PASSWORD: 'broker-secret',
    ROLES: 'api',
  })
  assert.equal(code, 2)
  const named = said.split('\n').flatMap((line) => /^ {2}· (\w+)/.exec(line)?.[1] ?? [])
  const settings = ['BOOTSTRAP_SERVERS', 'COMPRESSION', 'SSL_CA_FILE', 'SASL_MECHANISM'].map((name) => `KAFKA_${name}`)
  assert.deepEqual(named.toSorted(), [...settings, 'ROLES'].toSorted())
  assert.ok(!said.includes('broker-secret'))
  assert.deepEqual(readdirSync(folder), [])
})

for (const journalMode of ['delete', 'wal']) {
  test(`the original service's database (${journalMode}) is named with the import command and not one byte changes`, async (t) => {
    const folder = scratch(t)
    const file = join(folder, 'crm.db')
    const db = new DatabaseSync(file)
    db.exec(`pragma journal_mode = ${journalMode}; create table users (id integer primary key, email text, password text);
      insert into users (email, password) values ('a@example.com', 'x')`)
    db.close()
    const before = contents(folder)
    const { code, said } = await start(folder)
    assert.equal(code, 2)
    assert.match(
      said,
      /^В файле .*crm\.db лежит база прежнего сервиса; она не тронута\. .*npm run crm -- import-legacy \S+\n$/,
    )
    assert.deepEqual(contents(folder), before)
  })
}

test('a file that is no database is refused and stays as it is', async (t) => {
  const folder = scratch(t)
  writeFileSync(join(folder, 'crm.db'), 'это не база'.repeat(500))
  const before = contents(folder)
  const { code, said } = await start(folder)
  assert.equal(code, 2)
  assert.match(said, /^Файл не читается как база SQLite: .*crm\.db\.\n$/)
  assert.deepEqual(contents(folder), before)
})

test('a folder that cannot be written is named, and a folder that is missing too', {
  skip: process.platform === 'win32' && 'Windows guards folders by other means',
}, async (t) => {
  const folder = scratch(t)
  const shut = join(folder, 'shut')
  mkdirSync(shut)
  chmodSync(shut, 0o555)
  if (isRoot) chownSync(folder, nobody, nobody)
  const refused = await start(folder, { DB_URL: `sqlite:///${join(shut, 'crm.db')}` }, isRoot ? nobody : undefined)
  assert.deepEqual(refused, { code: 2, said: `Нет прав создать файл базы в папке: ${shut}.\n` })
  const missing = await start(folder, { DB_URL: 'sqlite:///./nowhere/crm.db' })
  assert.deepEqual(missing, {
    code: 2,
    said: `Папки для базы нет: ${join(folder, 'nowhere')}. Создайте её и запустите снова.\n`,
  })
  assert.deepEqual(readdirSync(folder), ['shut'])
  assert.deepEqual(readdirSync(shut), [])
})

test('wrong settings in .env are all named at once, and nothing is created', async (t) => {
  const folder = scratch(t)
  writeFileSync(join(folder, '.env'), 'PORT=abc\nLOG_LEVEL=loud\nSMTP_URL=mail.example.com\n')
  const { code, said } = await start(folder, { PORT: undefined })
  assert.equal(code, 2)
  assert.match(said, /^Настройки не подходят, сервер не запущен:\n/)
  for (const name of ['PORT', 'LOG_LEVEL', 'SMTP_URL', 'MAIL_FROM']) assert.match(said, new RegExp(`· ${name}: `))
  assert.deepEqual(readdirSync(folder), ['.env'])
})

test('a .env that cannot be read is one line', async (t) => {
  const folder = scratch(t)
  mkdirSync(join(folder, '.env'))
  const { code, said } = await start(folder)
  assert.equal(code, 2)
  assert.match(said, /^Файл \.env не читается \(\w+\)\.\n$/)
})

test('an error nobody caught ends the process with a failure code and its stack, and the next start serves', async (t) => {
  const folder = scratch(t)
  const bomb = `import { existsSync } from 'node:fs'; setInterval(() => { if (existsSync('boom')) throw new Error('nobody caught this') }, 50)`
  const crm = await startCrmProcess(t, { folder, env: { NODE_OPTIONS: `--import "data:text/javascript,${bomb}"` } })
  writeFileSync(join(folder, 'boom'), '')
  const exit = await crm.ended
  assert.notEqual(exit.code, 0)
  assert.match(crm.lines.join('\n'), /nobody caught this/)
  const next = await startCrmProcess(t, { folder })
  assert.equal((await fetch(`${next.url}/ping`)).status, 200)
  await next.stop()
})

function scratch(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'crm-refusal-'))
  t.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }))
  return folder
}

async function listening(t: TestContext): Promise<Server> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  return server
}

/** Runs the server until it ends; what it wrote to standard error. */
async function start(folder: string, env: Record<string, string | undefined> = {}, uid?: number) {
  const plain = { PATH: process.env['PATH'], CRM_TEST_RUN: process.env['CRM_TEST_RUN'], PORT: '0', HOST: '127.0.0.1' }
  const child = spawn(process.execPath, [main], { cwd: folder, env: { ...plain, ...env }, ...(uid && { uid }) })
  child.stdout.resume()
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'close')])
  return { code: code as number | null, said }
}

function contents(folder: string): Record<string, string> {
  return Object.fromEntries(readdirSync(folder).map((name) => [name, digest(readFileSync(join(folder, name)))]))
}

function digest(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
