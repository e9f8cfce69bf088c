import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { platform } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { sql } from 'kysely'
import { StartProblem } from '#platform/start-problem.ts'
import { databaseAddress } from './database-url.ts'
import { openDatabase } from './open.ts'
import { refuseOriginalTables } from './original-tables.ts'
import { scratchFile, scratchFolder, urlOf } from './testing/scratch.ts'

const problem = (part: string) => (error: unknown) =>
  error instanceof StartProblem && error.message.includes(part) && !error.message.includes('\n')

const fileOf = (url: string) => {
  const address = databaseAddress(url)
  return address.dialect === 'sqlite' ? address.file : null
}

test('an address names a file from the working directory or an absolute one', () => {
  assert.equal(fileOf('sqlite:///./crm.db'), resolve('crm.db'))
  assert.equal(fileOf('sqlite:///data/crm.db'), resolve('data/crm.db'))
  if (platform() === 'win32') assert.equal(fileOf('sqlite:///C:/data/crm.db'), 'C:\\data\\crm.db')
  else assert.equal(fileOf('sqlite:////data/crm.db'), '/data/crm.db')
})

test('an address that keeps nothing, or that this version cannot serve, is refused without repeating it', () => {
  for (const url of ['sqlite://', 'sqlite:///', 'sqlite:///:memory:', 'sqlite:///file::memory:?cache=shared']) {
    assert.throws(() => databaseAddress(url), StartProblem, url)
  }
  for (const url of [
    'postgresql://crm:s3cret@db',
    'postgresql://crm:s3cret@db/crm?sslmode=perhaps',
    'mysql://crm:s3cret%@db/crm',
    'mysql://crm:s3cret@db/crm?unknown=s3cret',
    'mysql://crm:s3cret@db/crm?ssl_ca=/no/such/file',
    'oracle://crm:s3cret@db',
  ]) {
    assert.throws(
      () => databaseAddress(url),
      (error) => problem('DB_URL')(error) && !(error as Error).message.includes('s3cret'),
    )
  }
})

test('a place that cannot hold a database is one clear line', async () => {
  const folder = scratchFolder()
  await assert.rejects(openDatabase(urlOf(join(folder, 'no', 'crm.db'))), problem('Папки для базы нет'))
  mkdirSync(join(folder, 'crm.db'))
  await assert.rejects(openDatabase(urlOf(join(folder, 'crm.db'))), problem('не файл'))
  const page = join(folder, 'page.html')
  writeFileSync(page, '<html>'.repeat(1000))
  await assert.rejects(openDatabase(urlOf(page)), problem('не читается как база SQLite'))
  assert.equal(readFileSync(page, 'utf8'), '<html>'.repeat(1000))
  assert.deepEqual(readdirSync(folder).sort(), ['crm.db', 'page.html'])
})

test('the database of the original service is named with its import command, and not one byte changes', async () => {
  const file = join(scratchFolder(), 'test.db')
  const original = new DatabaseSync(file)
  original.exec(readFileSync(new URL('./testing/original-service.sql', import.meta.url), 'utf8'))
  original.close()
  const before = fingerprint(file)
  const refusal = problem(`npm run crm -- import-legacy ${urlOf(file)}`)
  assert.throws(() => refuseOriginalTables(urlOf(file)), refusal)
  await assert.rejects(openDatabase(urlOf(file)), refusal)
  assert.deepEqual(fingerprint(file), before)
})

test('our own database is not taken for the original one', async (t) => {
  const db = await scratchFile(t)
  refuseOriginalTables(urlOf(db.file as string))
})

test('every promise of durability is a setting that was read back', async (t) => {
  const db = await scratchFile(t)
  const wanted = { journal_mode: 'wal', synchronous: 2, foreign_keys: 1, secure_delete: 1, trusted_schema: 0 }
  for (const [name, value] of Object.entries(wanted)) {
    const { rows } = await db.inTransaction((tx) => sql`pragma ${sql.raw(name)}`.execute(tx))
    assert.deepEqual(rows, [{ [name]: value }])
  }
})

test('the reading connection refuses to write', async (t) => {
  const db = await scratchFile(t)
  const disguised = sql`with one as (select 1) insert into scratch_notes (label) select 'sly' from one`
  await assert.rejects(disguised.execute(db.reader), /readonly/)
})

test('a new file is for our eyes only', { skip: platform() === 'win32' && 'Windows has no such modes' }, async (t) => {
  const db = await scratchFile(t)
  for (const name of readdirSync(dirname(db.file as string))) {
    assert.equal(statSync(join(dirname(db.file as string), name)).mode & 0o077, 0, name)
  }
})

test('a closed database is one file without a log beside it', async (t) => {
  const db = await scratchFile(t)
  await db.close()
  assert.deepEqual(readdirSync(dirname(db.file as string)), ['notes.db'])
})

function fingerprint(file: string) {
  const digest = createHash('sha256').update(readFileSync(file)).digest('hex')
  return { digest, beside: readdirSync(dirname(file)), changed: statSync(file).mtimeMs }
}
