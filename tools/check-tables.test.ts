import assert from 'node:assert/strict'
import test from 'node:test'
import { checkTables } from './check-tables.ts'
import { makeHouse } from './house-fixture.ts'

const declare = (table: string) =>
  `declare module '#platform/db/database.ts' { interface Tables { ${table}: { id: number } } }\n`
const house = {
  'server/modules/courses/courses-store.ts': `${declare('courses')}export const all = (db) => db.selectFrom('courses as c').selectAll()`,
  'server/modules/courses/more.ts': "export const one = (db) => db.selectFrom('courses')",
  'server/migrations/20260301T1200_create_courses.ts': "export const up = (db) => db.schema.createTable('courses')",
}

test('a table is free to its own folder and to migrations', (t) => {
  assert.deepEqual(checkTables(makeHouse(t, house)), [])
})

const trespasses = [
  "db.selectFrom('courses')",
  "db.selectFrom('courses as c')",
  "db.selectFrom(['users', 'courses as c'])",
  "db.selectFrom('users').innerJoin('courses', 'a', 'b')",
  "db.insertInto('courses')",
  "db.updateTable('courses')",
  "db.deleteFrom('courses')",
  "db.schema.createTable('courses')",
  "insertRow(tx, 'courses', {})",
  'sql`select 1 from courses`.execute(db)',
  'sql`${something} join "courses" on true`',
  "db.prepare('SELECT count(*) FROM courses')",
  'db.exec(`delete from ${x} ; update courses set a = 1`)',
]

for (const place of [
  'server/modules/users/users-store.ts',
  'server/modules/users/users.test.ts',
  'server/test-kit/make.ts',
  'server/app.ts',
]) {
  test(`${place} may not name a table of another folder`, (t) => {
    for (const query of trespasses) {
      const problems = checkTables(makeHouse(t, { ...house, [place]: `\n${query}` }))
      assert.deepEqual(problems, [`${place}:2 names the table courses of server/modules/courses`], query)
    }
  })
}

test('words that only look like a table are left alone', (t) => {
  const text = "listen('courses'); const path = '/courses'; say('with a mark from courses'); // select 1 from courses"
  assert.deepEqual(checkTables(makeHouse(t, { ...house, 'server/app.ts': text })), [])
})

test('a table has one owner', (t) => {
  const problems = checkTables(makeHouse(t, { ...house, 'server/modules/users/users-store.ts': declare('courses') }))
  assert.deepEqual(problems, [
    'server/modules/users/users-store.ts declares courses, which server/modules/courses/courses-store.ts declares already',
  ])
})
