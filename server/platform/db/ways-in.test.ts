import assert from 'node:assert/strict'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { sql } from 'kysely'
import { StartProblem } from '#platform/start-problem.ts'
import { startMariadb } from '../../../tools/database-servers/mariadb.ts'
import { openDatabase } from './open.ts'
import { scratchUrl } from './testing/scratch.ts'
import { runOn, testDialect } from './testing/test-database.ts'

/** Of the server that this run has started for itself: its certificate and its socket. */
const folder = process.env['CRM_TEST_SERVER_FOLDER'] ?? ''
const onOwnServer = { skip: folder ? false : 'needs a server that the run itself has started' }
const certificate = join(folder, 'certificate.pem')

const encrypted = { postgres: 'sslmode=require', mysql: 'ssl=true', sqlite: '' }[testDialect]
const proved = {
  postgres: `sslmode=verify-full&sslrootcert=${certificate}`,
  mysql: `ssl_ca=${certificate}`,
  sqlite: '',
}

test(
  'a connection is encrypted where the address asks for it, and the server proved by its certificate',
  onOwnServer,
  async (t) => {
    assert.equal(await isEncrypted(t, ''), false)
    assert.equal(await isEncrypted(t, encrypted), true)
    assert.equal(await isEncrypted(t, proved[testDialect]), true)
  },
)

test('a server whose certificate nobody vouches for is one clear line, and no connection', onOwnServer, async (t) => {
  const url = await addressWith(t, 'sslmode=verify-full')
  await assert.rejects(openDatabase(url), (error) => {
    assert.ok(error instanceof StartProblem, String(error))
    assert.match(error.message, /self.signed certificate/i)
    assert.ok(!error.message.includes('\n'))
    return true
  })
})

test('a server on this machine is reached through its socket', onOwnServer, async (t) => {
  const socket = testDialect === 'postgres' ? `host=${folder}` : `unix_socket=${join(folder, 'socket')}`
  const address = new URL(await addressWith(t, socket))
  // whoever took the network in spite of it would find nobody there
  if (testDialect === 'mysql') address.port = '1'
  const db = await openDatabase(address.href)
  t.after(() => db.close())
  const { rows } = await sql<{ one: number }>`select 1 as one`.execute(db.reader)
  assert.equal(rows[0]?.one, 1)
})

test('a server that is too old is one clear line', onOwnServer, async (t) => {
  const url = testDialect === 'postgres' ? await calledOldByItsTable(t) : await calledOldByItsOption(t)
  await assert.rejects(openDatabase(url), (error) => {
    assert.ok(error instanceof StartProblem, String(error))
    assert.match(error.message, /^[^\n]*(PostgreSQL 15 или новее|MariaDB 10\.11 или MySQL 8\.0)[^\n]*$/)
    return true
  })
})

/** A PostgreSQL cannot be told to be older, but a table of ours in the place of its own tells what it likes. */
async function calledOldByItsTable(t: TestContext): Promise<string> {
  const url = new URL(await scratchUrl(t))
  await runOn(
    url.href,
    `create table pg_settings as select name, case name when 'server_version_num' then '140011' else setting end as setting
     from pg_catalog.pg_settings`,
  )
  url.searchParams.set('options', `${url.searchParams.get('options')},pg_catalog`)
  return url.href
}

async function calledOldByItsOption(t: TestContext): Promise<string> {
  const server = await startMariadb(['--version=10.6.21-MariaDB'])
  t.after(() => server.stop())
  return server.url
}

async function isEncrypted(t: TestContext, query: string): Promise<boolean> {
  const db = await openDatabase(await addressWith(t, query))
  t.after(() => db.close())
  if (testDialect === 'postgres') {
    const mine = sql<{ ssl: boolean }>`select ssl from pg_stat_ssl where pid = pg_backend_pid()`
    return (await mine.execute(db.reader)).rows[0]?.ssl === true
  }
  const cipher = sql<{ Value: string }>`show session status like 'Ssl_cipher'`
  return ((await cipher.execute(db.reader)).rows[0]?.Value ?? '') !== ''
}

async function addressWith(t: TestContext, query: string): Promise<string> {
  const url = await scratchUrl(t)
  return query ? `${url}${url.includes('?') ? '&' : '?'}${query}` : url
}
