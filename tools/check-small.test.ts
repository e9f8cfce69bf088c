import assert from 'node:assert/strict'
import test from 'node:test'
import { checkGenerated } from './check-generated.ts'
import { checkLengths } from './check-lengths.ts'
import { checkPackages } from './check-packages.ts'
import { checkPins } from './check-pins.ts'
import { checkScripts } from './check-scripts.ts'
import { checkSettings } from './check-settings.ts'
import { generatedDocs } from './generated-docs.ts'
import { makeHouse } from './house-fixture.ts'

test('a source file of more than 200 lines is refused', (t) => {
  const root = makeHouse(t, { 'server/a.ts': 'line\n'.repeat(200), 'server/b.ts': 'line\n'.repeat(201) })
  assert.deepEqual(checkLengths(root), ['server/b.ts has 201 lines; at most 200'])
})

const locked = (facts: object) => JSON.stringify({ packages: { 'node_modules/a': { version: '1.2.3', ...facts } } })
const pins: [title: string, version: string, facts: object, problem: RegExp | null][] = [
  ['an exact version passes', '1.2.3', {}, null],
  ['a range is refused', '^1.2.3', {}, /not exact/],
  ['a tag is refused', 'latest', {}, /not exact/],
  ['another version in the lockfile is refused', '1.2.3', { version: '1.2.4' }, /package-lock\.json says 1\.2\.4/],
  ['a download address is refused', '1.2.3', { resolved: 'https://example.com/a.tgz' }, /download address/],
  ['an install script is refused', '1.2.3', { hasInstallScript: true }, /when it is installed/],
]

for (const [title, version, facts, problem] of pins) {
  test(`pins: ${title}`, (t) => {
    const manifest = JSON.stringify({ devDependencies: { a: version } })
    const found = checkPins(makeHouse(t, { 'package.json': manifest, 'package-lock.json': locked(facts) })).join('\n')
    if (problem) assert.match(found, problem)
    else assert.equal(found, '')
  })
}

const packages: [title: string, reasons: string, facts: object, problem: RegExp | null][] = [
  ['one with its reason and a free licence passes', '| a | why |', { license: '(GPL-3.0 OR MIT)' }, null],
  [
    'one without a reason is refused',
    '| b, c | why |',
    { license: 'MIT' },
    /why a is needed\n.*explains b.*\n.*explains c/,
  ],
  ['a licence that binds us is refused', '| a | why |', { license: 'AGPL-3.0-only' }, /licence \(AGPL/],
  ['no licence is refused', '| a | why |', {}, /licence \(none\)/],
]

for (const [title, reasons, facts, problem] of packages) {
  test(`packages: ${title}`, (t) => {
    const files = {
      'package.json': JSON.stringify({ dependencies: { a: '1.2.3' } }),
      'package-lock.json': locked(facts),
    }
    const page = `| package | why |\n|---|---|\n${reasons}\n`
    const found = checkPackages(makeHouse(t, { ...files, 'docs/adr/0001-dependencies.md': page })).join('\n')
    if (problem) assert.match(found, problem)
    else assert.equal(found, '')
  })
}

for (const script of [
  'PORT=1 node a.mjs',
  'node a.mjs && node b.mjs',
  'rm -rf dist',
  "node -e 'x'",
  'node a.mjs > log',
])
  test(`a script that not every shell knows is refused: ${script}`, (t) => {
    const check = (script: string) =>
      checkScripts(makeHouse(t, { 'package.json': JSON.stringify({ scripts: { start: script } }) }))
    assert.deepEqual(check('node tools/start.mjs --max-old-space-size=384 server/main.ts'), [])
    assert.match(check(script).join(), /npm run start: not every shell/)
  })

test('.env.example names every setting once, under a comment, and no other', async (t) => {
  const list = { 'server/platform/config/settings.ts': "export const settings = { HOST: 'x', PORT: 'y' }" }
  const check = (example: string) => checkSettings(makeHouse(t, { ...list, '.env.example': example }))
  assert.deepEqual(await check('# where\nHOST=127.0.0.1\n\n# port\n# PORT=8000\n'), [])
  assert.match((await check('# where\nHOST=1\n')).join(), /does not name PORT/)
  assert.match((await check('# a\nHOST=1\n# b\nPORT=2\n# c\nCOLOR=red\n')).join(), /COLOR, which/)
  assert.match((await check('# a\nHOST=1\n# b\nPORT=2\n# b\n#PORT=3\n')).join(), /PORT twice/)
  assert.match((await check('# a\nHOST=1\nPORT=2\n')).join(), /PORT has no comment/)
  assert.match((await checkSettings(makeHouse(t, list))).join(), /missing/)
})

test('a generated document that is missing or edited is stale; line ends do not matter', (t) => {
  const root = makeHouse(t, { 'docs/a.md': 'one\r\n', 'docs/b.md': 'edited' })
  const documents = { 'docs/a.md': 'one\n', 'docs/b.md': 'two', 'docs/c.md': 'three' }
  assert.deepEqual(checkGenerated(root, documents), [
    'docs/b.md is stale: npm run generate',
    'docs/c.md is stale: npm run generate',
  ])
})

test('the generated documents show every event with its fields in order', () => {
  const { 'docs/events.md': page, 'docs/asyncapi.json': api } = generatedDocs()
  const section = page?.split('### ').find((part) => part.startsWith('user.created\n'))
  const fields = [...(section ?? '').matchAll(/^\| `(\w+)`/gm)].map((match) => match[1])
  assert.deepEqual(fields, ['event_type', 'user_id', 'email', 'name', 'age', 'is_admin', 'timestamp'])
  assert.deepEqual(JSON.parse(api ?? '').channels['course-events'].messages['course.created'], {
    $ref: '#/components/messages/course.created',
  })
})
