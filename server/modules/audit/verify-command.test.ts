import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Tx } from '#platform/db/database.ts'
import { Desk, strong } from '../../test-kit/desk.ts'

/** One course with four entries in its chain. */
async function someHistory() {
  const desk = new Desk()
  await desk.owner()
  const server = await desk.start()
  const { cookie } = await server.login('owner@example.com', strong)
  await server.post('/courses', { title: 'Курс первый', price: 1, status: 'draft' }, cookie)
  for (const [method, path] of [
    ['PUT', 'publication'],
    ['PUT', 'archive'],
    ['DELETE', 'archive'],
  ] as const) {
    const { status } = await fetch(`${server.url}/courses/1/${path}`, { method, headers: { cookie } })
    assert.equal(status, 200, path)
  }
  await server.stop()
  return desk
}

const history = someHistory()

const chain = (tx: Tx) => tx.deleteFrom('audit_entries').where('topic', '=', 'course-events')

for (const [what, spoil, place] of [
  ['nothing', async () => {}, null],
  [
    'a changed entry',
    (tx: Tx) =>
      tx
        .updateTable('audit_entries')
        .set({ actor_id: 5 })
        .where('topic', '=', 'course-events')
        .where('position', '=', 3)
        .execute(),
    /запись 3: запись изменена/,
  ],
  [
    'an entry removed from the middle',
    (tx: Tx) => chain(tx).where('position', '=', 2).execute(),
    /запись 3: записи перед ней нет/,
  ],
  [
    'the newest entry removed',
    (tx: Tx) => chain(tx).where('position', '=', 4).execute(),
    /запись 4: эта и следующие записи пропали/,
  ],
  ['a whole chain removed', (tx: Tx) => chain(tx).execute(), /запись 1: эта и следующие записи пропали/],
] as const) {
  test(`crm audit verify after ${what}`, async () => {
    const desk = Desk.copyOf(await history)
    await desk.look((db) => db.inTransaction(async (tx) => void (await spoil(tx))))
    const { code, out } = await desk.crm('audit', 'verify')
    assert.equal(code, place === null ? 0 : 1, out)
    if (place === null) assert.match(out, /Все цепочки целы/)
    else assert.match(out, place)
  })
}
