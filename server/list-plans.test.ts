import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { make } from './test-kit/make.ts'
import { startCrm } from './test-kit/start-crm.ts'

/** Every statement that this process prepares, of whichever connection. */
const prepared = new Set<string>()
const { prepare } = DatabaseSync.prototype
DatabaseSync.prototype.prepare = function (this: DatabaseSync, sql: string) {
  prepared.add(sql)
  return prepare.call(this, sql)
}

const filters = {
  '/courses': ['', 'status=draft', 'q=python', 'q=python для', 'status=published&q=python'],
  '/users': [
    '',
    'role=student',
    'status=active',
    'role=student&status=active',
    'q=мария',
    'role=student&q=мария петрова',
  ],
}
const sorts = { '/courses': ['id', 'title', 'price', 'created_at'], '/users': ['id', 'name', 'email', 'created_at'] }

const somewhere = Buffer.from(JSON.stringify(['', 1])).toString('base64url')

test('no page of a list sorts rows or reads a whole table', async () => {
  const crm = await startCrm()
  const staff = await crm.as(await make.owner(crm))
  const visitors = [staff, crm.anonymous]
  await make.course(crm)
  prepared.clear()
  for (const path of ['/courses', '/users'] as const)
    for (const filter of filters[path])
      for (const sort of sorts[path].flatMap((name) => [name, `-${name}`]))
        for (const page of ['', 'skip=1', 'cursor=', `cursor=${somewhere}`])
          for (const visitor of path === '/courses' ? visitors : [staff])
            assert.equal((await visitor.get(encodeURI(`${path}?${filter}&sort=${sort}&limit=5&${page}`))).status, 200)
  const pages = [...prepared].filter((sql) => /^select \* from "(courses|users)" .*limit/.test(sql))
  assert.ok(pages.length > 80, `${pages.length} pages were looked at`)
  const db = new DatabaseSync(String(crm.db.file), { readOnly: true })
  for (const sql of pages) assert.deepEqual(slow(planOf(db, sql), sql), [], sql)
  db.close()
})

function planOf(db: DatabaseSync, sql: string): string[] {
  const values = Array.from(sql.matchAll(/\?/g), () => 1)
  return prepare
    .call(db, `explain query plan ${sql}`)
    .all(...values)
    .map((row) => String(row['detail']))
}

/** Searching may sort what it has found, and a table may be walked in the order of its own key. */
function slow(plan: string[], sql: string): string[] {
  const found = sql.includes('search_words')
  const inOrderOfKey = /order by "id"/.test(sql) && !/where/.test(sql)
  return plan.filter((step) => {
    if (step.startsWith('USE TEMP B-TREE')) return !found
    return /^SCAN (?!.*USING (COVERING )?INDEX)/.test(step) && !inOrderOfKey
  })
}
