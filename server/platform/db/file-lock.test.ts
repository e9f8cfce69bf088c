import assert from 'node:assert/strict'
import { existsSync, symlinkSync } from 'node:fs'
import { platform } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { StartProblem } from '#platform/start-problem.ts'
import { lockDatabaseFile, readFileOwner } from './file-lock.ts'
import { startChild } from './testing/child.ts'
import { scratchFolder } from './testing/scratch.ts'

const holder = new URL('./testing/lock-holder.ts', import.meta.url)

test('a second server is told who holds the file, and gets it when the first is killed', async (t) => {
  const file = join(scratchFolder(), 'crm.db')
  const first = startChild(t, holder, file, 'http://127.0.0.1:8000')
  await first.line((line) => line === 'locked')
  assert.throws(
    () => lockDatabaseFile(file),
    (error) =>
      error instanceof StartProblem &&
      error.message.includes(`процесс ${first.process.pid} `) &&
      error.message.includes('http://127.0.0.1:8000'),
  )
  await first.kill()
  const lock = lockDatabaseFile(file)
  assert.equal(readFileOwner(file)?.pid, process.pid)
  lock.release()
})

test('a released file can be locked again, and its owner is no longer written down', () => {
  const file = join(scratchFolder(), 'crm.db')
  lockDatabaseFile(file).release()
  assert.equal(readFileOwner(file), null)
  lockDatabaseFile(file).release()
})

test('one process cannot lock a file twice', () => {
  const file = join(scratchFolder(), 'crm.db')
  const lock = lockDatabaseFile(file)
  assert.throws(() => lockDatabaseFile(file), StartProblem)
  lock.release()
})

test('locking neither opens nor creates the database', () => {
  const file = join(scratchFolder(), 'crm.db')
  const lock = lockDatabaseFile(file)
  assert.equal(existsSync(file), false)
  lock.release()
})

test('two names of one file meet at one lock', {
  skip: platform() === 'win32' && 'links need rights on Windows',
}, () => {
  const folder = scratchFolder()
  symlinkSync(folder, join(folder, 'again'))
  const lock = lockDatabaseFile(join(folder, 'crm.db'))
  assert.throws(() => lockDatabaseFile(join(folder, 'again', 'crm.db')), StartProblem)
  lock.release()
})
