import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { kafkaVersion } from './jars.ts'

/** `npm run kafka` on a machine on which nothing is installed. */
function runBare(t: TestContext, { fetched }: { fetched: boolean }) {
  const folder = mkdtempSync(join(tmpdir(), 'crm-bare-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  if (fetched) mkdirSync(join(folder, 'mini-crm', `kafka-${kafkaVersion}`), { recursive: true })
  const env = { PATH: folder, XDG_CACHE_HOME: folder, LOCALAPPDATA: folder }
  const script = join(import.meta.dirname, 'kafka.ts')
  return spawnSync(process.execPath, [script], { cwd: folder, env, encoding: 'utf8' })
}

const install = /(sudo (apt install|dnf install|apk add)|brew install|winget install) /

test('without Java and Maven npm run kafka prints the command that installs both', (t) => {
  const { status, stderr, stdout } = runBare(t, { fetched: false })
  assert.deepEqual([status, stdout], [2, ''])
  assert.match(stderr, install)
  assert.match(stderr, /j(re|dk|ava).* \S*maven/i)
  assert.equal(stderr.trim().split('\n').length, 1)
})

test('with the broker fetched already only Java is asked for', (t) => {
  const { status, stderr } = runBare(t, { fetched: true })
  assert.equal(status, 2)
  assert.match(stderr, install)
  assert.doesNotMatch(stderr, /maven/i)
})
