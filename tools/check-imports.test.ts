import assert from 'node:assert/strict'
import test from 'node:test'
import { checkImports } from './check-imports.ts'
import { makeHouse } from './house-fixture.ts'

const house = {
  'contract/errors.ts': "import { Type } from 'typebox'\nexport const errors = Type",
  'server/platform/failure.ts': "import { errors } from '#contract/errors.ts'\nexport const failure = errors",
  'server/events/append.ts': "import { failure } from '#platform/failure.ts'\nexport const append = failure",
  'server/modules/users/index.ts': "export * from './user-rules.ts'",
  'server/modules/users/user-rules.ts': "import { failure } from '#platform/failure.ts'\nexport const rule = failure",
  'server/modules/courses/index.ts':
    "import { rule } from '#modules/users/index.ts'\nimport { append } from '#events/append.ts'\nexport const course = [rule, append]",
  'server/test-kit/start-crm.ts': "import { app } from '../app.ts'\nexport const startCrm = app",
  'server/modules/courses/course.test.ts': "import { startCrm } from '../../test-kit/start-crm.ts'\nstartCrm",
  'server/app.ts': "import { course } from '#modules/courses/index.ts'\nexport const app = course",
  'web/ui/button.tsx': 'export const button = 1',
  'web/app/shell.tsx':
    "import { button } from '../ui/button.tsx'\nimport { errors } from '../../contract/errors.ts'\nexport const shell = [button, errors]",
  'tools/bench.ts': 'export const bench = 1',
}

test('a house whose imports point down passes', (t) => {
  assert.deepEqual(checkImports(makeHouse(t, house)), [])
})

const breaches: [title: string, file: string, text: string, why: RegExp][] = [
  [
    'platform may not know events',
    'server/platform/clock.ts',
    "import { append } from '#events/append.ts'\nappend",
    /point down/,
  ],
  [
    'events may not know modules',
    'server/events/log.ts',
    "export { rule } from '#modules/users/index.ts'",
    /point down/,
  ],
  ['a module may not know the app', 'server/modules/users/routes.ts', "await import('../../app.ts')", /point down/],
  [
    'a type counts as an import',
    'server/platform/clock.ts',
    "export type A = import('#events/append.ts').A",
    /point down/,
  ],
  [
    'a module is reached only through its index',
    'server/modules/courses/x.ts',
    "import { rule } from '#modules/users/user-rules.ts'\nrule",
    /index\.ts/,
  ],
  [
    'neither does a command reach into a module',
    'server/cli/x.ts',
    "import { rule } from '#modules/users/user-rules.ts'\nrule",
    /index\.ts/,
  ],
  ['rules do not know the clock', 'server/modules/users/a-rules.ts', "import '#platform/clock.ts'", /rules use only/],
  ['rules do not know packages', 'server/modules/users/a-rules.ts', "import 'kysely'", /rules use only/],
  ['contract uses only typebox', 'contract/users.ts', "import 'node:fs'", /only typebox/],
  ['contract does not use the server', 'contract/users.ts', "import '#platform/failure.ts'", /only typebox/],
  [
    'web does not use the server',
    'web/lib/api.ts',
    "import '../../server/platform/failure.ts'",
    /meet only in contract/,
  ],
  ['web parts point down', 'web/ui/panel.tsx', "import '../app/shell.tsx'", /web imports point down/],
  ['a feature does not use another', 'web/features/users/list.tsx', "import '../courses/list.tsx'", /another feature/],
  ['the server does not use the test kit', 'server/main.ts', "import './test-kit/start-crm.ts'", /test kit/],
  ['the server does not use tools', 'server/main.ts', "import '../tools/bench.ts'", /tools or benchmarks/],
  ['an import leads to a file', 'server/main.ts', "import './nowhere.ts'", /no such file/],
]

for (const [title, file, text, why] of breaches) {
  test(`${title}: ${file} is refused`, (t) => {
    const problems = checkImports(makeHouse(t, { ...house, 'server/platform/clock.ts': '', [file]: text }))
    assert.match(problems.join('\n'), why)
    assert.ok(
      problems.every((problem) => problem.startsWith(`${file}:1 `)),
      problems.join('\n'),
    )
  })
}

test('files in a circle are refused, types in a circle are not', (t) => {
  const a = (how: string) => ({
    'server/platform/a.ts': `${how} { b } from './b.ts'\nexport const a = 1`,
    'server/platform/b.ts': "import { a } from './a.ts'\nexport const b = a",
  })
  assert.deepEqual(checkImports(makeHouse(t, a('import'))), [
    'files in a circle: server/platform/a.ts → server/platform/b.ts → server/platform/a.ts',
  ])
  assert.deepEqual(checkImports(makeHouse(t, a('import type'))), [])
})

test('modules in a circle are refused even when no file is', (t) => {
  const problems = checkImports(
    makeHouse(t, {
      'server/modules/a/index.ts': "export * from './one.ts'",
      'server/modules/a/one.ts': 'export const one = 1',
      'server/modules/a/two.ts': "import type { B } from '#modules/b/index.ts'\nexport type A = B",
      'server/modules/b/index.ts': "import { one } from '#modules/a/index.ts'\nexport type B = typeof one",
    }),
  )
  assert.deepEqual(problems, ['modules in a circle: a → b → a'])
})
