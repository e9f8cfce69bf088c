import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { StartProblem } from '#platform/start-problem.ts'
import { openDatabase } from './open.ts'
import { forUpdate, insertRow } from './rows.ts'
import { addNote, labels, numbered, scratchDatabase, scratchUrl } from './testing/scratch.ts'
import { runOn, serverOnly, testDialect } from './testing/test-database.ts'

const onServer = { skip: serverOnly }

test(
  'connections that are cut under load lose nothing that was answered and write nothing twice',
  onServer,
  async (t) => {
    const url = await scratchUrl(t)
    const db = await scratchDatabase(t, url)
    const answered: string[] = []
    let cutting = true
    const writer = async (name: number) => {
      for (let n = 0; cutting || n < 20; n++) {
        const label = `${name}-${n}`
        await db
          .inTransaction((tx) => addNote(tx, label))
          .then(
            () => answered.push(label),
            () => {},
          )
      }
    }
    const writers = numbered(8).map(writer)
    for (let cut = 0; cut < 10; cut++) {
      await pause(50)
      await cutOthers(url)
    }
    cutting = false
    await Promise.all(writers)
    const kept = await labels(db)
    assert.equal(new Set(kept).size, kept.length)
    assert.deepEqual(
      answered.filter((label) => !kept.includes(label)),
      [],
    )
    assert.ok(answered.length > 100, `${answered.length} writes`)
    await db.inTransaction((tx) => addNote(tx, 'healthy'))
  },
)

test('a count that is read under a lock is right, whoever else counts at that moment', onServer, async (t) => {
  const url = await scratchUrl(t)
  const [one, two] = [await scratchDatabase(t, url), await scratchDatabase(t, url)]
  await one.inTransaction((tx) => insertRow(tx, 'scratch_notes', { label: 'lock', body: null }))
  const seats = 10
  const take = (db: typeof one, n: number) =>
    db.inTransaction(async (tx) => {
      await forUpdate(tx.selectFrom('scratch_notes').select('id').where('label', '=', 'lock')).execute()
      const taken = await tx.selectFrom('scratch_notes').select('id').where('label', '!=', 'lock').execute()
      if (taken.length < seats) await addNote(tx, `seat ${n}`)
    })
  await Promise.all(numbered(60).map((n) => take(n % 2 === 0 ? one : two, n)))
  assert.equal((await labels(one)).length, seats + 1)
})

test('an address that leads nowhere is one clear line without the password', onServer, async (t) => {
  for (const wrong of [{ password: 's3cret' }, { port: '1' }, { pathname: '/no_such_database' }]) {
    const url: URL = Object.assign(new URL(await scratchUrl(t)), wrong)
    await assert.rejects(openDatabase(url.href), (error) => {
      assert.ok(error instanceof StartProblem, String(error))
      assert.ok(!error.message.includes('s3cret') && !error.message.includes('\n'))
      return true
    })
  }
})

/** What a restart of the server does to every connection of this database, without the restart. */
async function cutOthers(url: string): Promise<void> {
  if (testDialect === 'postgres') {
    await runOn(
      url,
      `select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and query like '%scratch_notes%'`,
    )
    return
  }
  const rows = (await runOn(
    url,
    'select id from information_schema.processlist where db = database() and id <> connection_id()',
  )) as { id: number }[]
  for (const { id } of rows) await runOn(url, `kill connection ${id}`).catch(() => {})
}
