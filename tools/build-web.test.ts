import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { makeHouse } from './house-fixture.ts'

/** The tool itself around a bundler that only counts how often it ran. */
function house(t: TestContext): string {
  return makeHouse(t, {
    'tools/build-web.mjs': readFileSync(join(import.meta.dirname, 'build-web.mjs'), 'utf8'),
    'tools/start.mjs': 'process.argv.splice(1, 1); await import(process.argv[1])',
    'tools/bundle-web.ts': `
      import { appendFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
      if (existsSync('broken')) process.exit(3)
      appendFileSync('builds', 'x')
      mkdirSync('web/dist', { recursive: true })
      writeFileSync('web/dist/.built-from', process.argv[2])`,
    'web/app/main.tsx': 'one',
    'contract/errors.ts': 'one',
    'package-lock.json': '{}',
    'node_modules/vite/package.json': '{}',
  })
}

function build(root: string, ...args: string[]) {
  const { status, stderr } = spawnSync(process.execPath, ['tools/build-web.mjs', ...args], {
    cwd: root,
    encoding: 'utf8',
  })
  const builds = existsSync(join(root, 'builds')) ? readFileSync(join(root, 'builds'), 'utf8').length : 0
  return { status, stderr, builds }
}

test('the application is built once, and again only when something it is made of has changed', (t) => {
  const root = house(t)
  assert.deepEqual(build(root), { status: 0, stderr: '', builds: 1 })
  assert.equal(build(root, '--before-start').builds, 1)
  writeFileSync(join(root, 'web/app/main.test.ts'), 'a test is no source')
  assert.equal(build(root).builds, 1)
  for (const [at, source] of ['web/app/main.tsx', 'contract/errors.ts', 'package-lock.json'].entries()) {
    appendFileSync(join(root, source), ' ')
    assert.equal(build(root).builds, at + 2, source)
  }
})

test('where it cannot be built the API starts all the same, and npm run build fails', (t) => {
  const root = house(t)
  writeFileSync(join(root, 'broken'), '')
  assert.equal(build(root).status, 1)
  assert.equal(build(root, '--before-start').status, 0)
  rmSync(join(root, 'broken'))
  rmSync(join(root, 'node_modules'), { recursive: true })
  const { status, stderr } = build(root, '--before-start')
  assert.equal(status, 0)
  assert.match(stderr, /the web application is not built: npm ci/)
  assert.equal(build(root).status, 1)
})
