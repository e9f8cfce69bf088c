import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import test, { type TestContext } from 'node:test'
import { makeHouse } from './house-fixture.ts'

async function check(t: TestContext, files: Record<string, string>, ...names: string[]) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'check.ts'), ...names], { cwd: makeHouse(t, files) })
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  return { out, err, code }
}

test('a check that passes is one line and ends with 0', async (t) => {
  const { out, code } = await check(t, { 'server/a.ts': 'export const a = 1\n' }, 'lengths', 'imports')
  assert.equal(code, 0)
  assert.match(out, /^ok {4} imports \(\d+\.\d s\)$/m)
  assert.equal(out.trim().split('\n').length, 2)
})

test('a check that fails shows what is wrong and ends with 1, and so does one that cannot run', async (t) => {
  const files = { 'server/a.ts': 'line\n'.repeat(201), 'server/b.ts': "import './c.ts' 1" }
  const { out, code } = await check(t, files, 'lengths', 'imports')
  assert.equal(code, 1)
  assert.match(out, /^FAILED lengths .*\n {7}server\/a\.ts has 201 lines/m)
  assert.match(out, /^FAILED imports .*\n {7}Error: server\/b\.ts: /m)
})

const config = (name: string) => readFileSync(join(import.meta.dirname, '..', name), 'utf8')
const house = {
  'package.json': '{\n  "type": "module"\n}\n',
  'tsconfig.json': config('tsconfig.json').replace('"node"', ''),
  'biome.json': config('biome.json'),
  'knip.json': config('knip.json'),
  '.gitignore': config('.gitignore'),
  'server/main.ts': 'export const port: number = 8000\n',
}
const wrongs: [check: string, files: Record<string, string>, shown: RegExp][] = [
  ['types', { 'server/main.ts': "export const port: number = 'x'\n" }, /TS2322/],
  ['types', { 'server/main.ts': 'export enum Port { http }\n' }, /TS1294/],
  ['style', { 'server/main.ts': 'export const port = "8000";\n' }, /format/],
  ['style', { 'server/main.ts': 'export let port = 8000\nvar x = port == 1\n' }, /noDoubleEquals/],
  [
    'style',
    { 'server/main.ts': "import { join } from 'path'\n\nexport const port = join('a')\n" },
    /useNodejsImportProtocol/,
  ],
  ['unused', { 'server/alone.ts': 'export const alone = 1\n' }, /Unused files.*\n.*server\/alone\.ts/],
  [
    'unused',
    { 'package.json': '{ "type": "module", "dependencies": { "left": "1.0.0" } }\n' },
    /Unused dependencies.*\n.*left/,
  ],
]

test('types, style and unused code pass on a clean house', async (t) => {
  const { out, code } = await check(t, house, 'types', 'style', 'unused')
  assert.equal(code, 0, out)
})

for (const [name, files, shown] of wrongs) {
  test(`${name} refuses what shows ${shown.source}`, async (t) => {
    const { out, code } = await check(t, { ...house, ...files }, name)
    assert.equal(code, 1)
    assert.match(out, shown)
  })
}

test('a check that does not exist is an error, never a silent pass', async (t) => {
  const { err, code } = await check(t, {}, 'nothing')
  assert.equal(code, 1)
  assert.match(err, /No such check\. There are: types, style/)
})
