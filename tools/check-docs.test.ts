import assert from 'node:assert/strict'
import test from 'node:test'
import { checkDocs } from './check-docs.ts'
import { makeHouse } from './house-fixture.ts'

const house = {
  'package.json': '{ "scripts": { "start": "", "test": "", "crm": "", "check": "" } }',
  'server/cli/crm.ts': "const verbs = [{ verb: 'owner create' }, { verb: 'erase-user' }]",
  'server/app.ts': '',
  'README.md': '# CRM\n## Start\n```\nnpm start\n```\nSee [the map](ARCHITECTURE.md) and `server/app.ts`.\n',
  'README.ru.md': '# CRM\n## Запуск\n```\nnpm start\n```\n',
  'ARCHITECTURE.md': '# Map\n`server/modules/<noun>/`, `npm run crm -- erase-user 7`, `npm run check`\n',
}

test('documents that tell the truth pass', (t) => {
  assert.deepEqual(checkDocs(makeHouse(t, house)), [])
})

const lies: [title: string, files: Record<string, string>, problem: RegExp][] = [
  ['a link to no file', { 'SECURITY.md': '[x](docs/none.md)' }, /SECURITY\.md names docs\/none\.md/],
  ['a link relative to its page', { 'docs/a.md': '[x](../server/none.ts)' }, /docs\/a\.md names server\/none\.ts/],
  ['a picture that is not there', { 'docs/a.md': '<img src="shot.png">' }, /names docs\/shot\.png/],
  ['a path in code', { 'SECURITY.md': '`server/none.ts`' }, /names server\/none\.ts/],
  ['a path in a block', { 'SECURITY.md': '```\nnode tools/none.mjs now\n```' }, /names tools\/none\.mjs/],
  ['a script', { 'SECURITY.md': 'run `npm run nothing`' }, /npm run nothing: no such script/],
  ['a second word of a verb', { 'SECURITY.md': '`npm run crm -- owner dance`' }, /crm -- owner dance: no such verb/],
  ['a verb', { 'SECURITY.md': '```\nnpm run crm -- fly\n```' }, /crm -- fly: no such verb/],
  ['a heading of another level', { 'README.ru.md': '# CRM\n### Запуск\n```\n```\n' }, /differ .*“Start” \/ “Запуск”/],
  ['a missing code block', { 'README.ru.md': '# CRM\n## Запуск\n' }, /differ .*“Start”/],
  ['a heading more', { 'README.ru.md': `${house['README.ru.md']}## Ещё\n` }, /“the end” \/ “Ещё”/],
  [
    'a translation of another shape',
    { 'docs/a.md': '# A\n## B\n', 'docs/a.ru.md': '# А\n' },
    /docs\/a\.md and docs\/a\.ru/,
  ],
  ['a long map', { 'ARCHITECTURE.md': 'line\n'.repeat(151) }, /151 lines/],
]

for (const [title, files, problem] of lies) {
  test(`${title} is refused`, (t) => {
    const problems = checkDocs(makeHouse(t, { ...house, ...files }))
    assert.equal(problems.length, 1, problems.join('\n'))
    assert.match(problems[0] ?? '', problem)
  })
}
