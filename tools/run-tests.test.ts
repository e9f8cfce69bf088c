import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import test, { type TestContext } from 'node:test'
import { makeHouse } from './house-fixture.ts'

const good = "import test from 'node:test'\ntest('fine', () => {})\ntest('later', { skip: 'no disk' }, () => {})\n"
const bad =
  "import test from 'node:test'\ntest('outer', async (t) => { await t.test('inner', () => { throw new Error('boom') }) })\n"
const leaver =
  "import { spawn } from 'node:child_process'\nimport test from 'node:test'\n" +
  "test('leaves', () => { spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'], { detached: true, stdio: 'ignore' }).unref() })\n"

async function runTests(t: TestContext, files: Record<string, string>, ...args: string[]) {
  const root = makeHouse(t, files)
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const child = spawn(process.execPath, [join(import.meta.dirname, 'run-tests.ts'), ...args], { cwd: root, env })
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  return { out, err, code }
}

test('passing files end with 0, one line each, and skipped tests are named', async (t) => {
  const { out, code } = await runTests(t, {
    'server/a.test.ts': good,
    'contract/b.test.ts': good,
    'server/c.faults.ts': bad,
  })
  assert.equal(code, 0)
  assert.match(out, /ok {3}server\/a\.test\.ts {2}1 passed, 1 skipped/)
  assert.match(out, /skipped {2}contract\/b\.test\.ts › later \(no disk\)/)
  assert.match(out, /2 passed, 0 failed, 2 skipped in 2 files/)
})

test('a failing test ends the run with 1 and is shown once, with its cause', async (t) => {
  const { out, code } = await runTests(t, { 'server/a.test.ts': good, 'server/b.test.ts': bad })
  assert.equal(code, 1)
  assert.match(out, /FAIL server\/b\.test\.ts › inner\n {4}Error: boom/)
  assert.match(out, /1 passed, 1 failed/)
})

test('a file that cannot be loaded or leaves in the middle fails', async (t) => {
  for (const broken of ["import './missing.ts'\n", `${good}process.exit(3)\n`, `${good}process.exit(0)\n`]) {
    const { code } = await runTests(t, { 'server/a.test.ts': broken })
    assert.equal(code, 1, broken)
  }
})

test('the tests of a shared suite count for the file that ran them', async (t) => {
  const suite = "import test from 'node:test'\nexport const suite = (name: string) => test(name, () => {})\n"
  const user = "import { suite } from './suite.ts'\nsuite('shared')\n"
  const { out } = await runTests(t, { 'server/suite.ts': suite, 'server/a.test.ts': user })
  assert.match(out, /ok {3}server\/a\.test\.ts {2}1 passed/)
})

test('words choose files by a part of their path; none found is an error', async (t) => {
  const files = { 'server/a.test.ts': good, 'server/b.test.ts': bad }
  assert.equal((await runTests(t, files, 'a.test')).code, 0)
  assert.equal((await runTests(t, files, 'nowhere')).code, 1)
})

test('a process that a test leaves behind is ended and fails the run', {
  skip: process.platform !== 'linux' && 'looks in /proc',
}, async (t) => {
  const { err, code } = await runTests(t, { 'server/a.test.ts': leaver })
  assert.equal(code, 1)
  assert.match(err, /left a process behind: .*setTimeout/)
  assert.doesNotMatch((await runTests(t, { 'server/a.test.ts': good })).err, /left a process/)
})

test('a file that something keeps open, or that never pauses, is ended at its limit and says what kept it', {
  skip: process.platform !== 'linux' && 'looks in /proc',
}, async (t) => {
  const keeper = `${good}import { createServer } from 'node:net'\ncreateServer().listen(0, '127.0.0.1')\n`
  const kept = await runTests(t, { 'server/a.test.ts': good, 'server/b.test.ts': keeper }, '--limit=3000')
  assert.equal(kept.code, 1)
  assert.match(kept.out, /server\/b\.test\.ts is not over after 3 s; still open: 1 × TCPServerWrap\n/)
  assert.match(kept.out, /ok {3}server\/a\.test\.ts {2}1 passed/)
  const busy = await runTests(t, { 'server/a.test.ts': `${good}for (;;);\n` }, '--limit=1000')
  assert.equal(busy.code, 1)
  assert.match(busy.err, /server\/a\.test\.ts does not end by itself/)
})

test('the faults lane runs only its own files', async (t) => {
  const { out, code } = await runTests(t, { 'server/a.test.ts': bad, 'faults/kill.faults.ts': good }, '--faults')
  assert.equal(code, 0)
  assert.match(out, /1 passed, 0 failed, 1 skipped in 1 files/)
})
