import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { StartProblem } from '#platform/start-problem.ts'
import { backupDatabase } from './backup.ts'
import type { Database } from './database.ts'
import { addNote, labels, numbered, scratchFile, scratchFolder } from './testing/scratch.ts'

test('a backup taken under load holds everything acknowledged before it began', async (t) => {
  const db = await scratchFile(t)
  const load = startLoad(db)
  while (load.acknowledged.length < 500) await new Promise(setImmediate)
  const before = [...load.acknowledged]
  const copy = join(scratchFolder(), 'copy.db')
  await backupDatabase(db.file as string, copy)
  const meanwhile = load.acknowledged.length - before.length
  await load.stop()
  assert.deepEqual(readdirSync(dirname(copy)), ['copy.db'], 'one file, nothing beside it')
  const restored = await scratchFile(t, copy)
  const kept = new Set(await labels(restored))
  assert.deepEqual(
    before.filter((label) => !kept.has(label)),
    [],
  )
  assert.ok(meanwhile > 0, 'writers went on meanwhile')
})

test('a backup never overwrites a file', async (t) => {
  const db = await scratchFile(t)
  const copy = join(scratchFolder(), 'copy.db')
  writeFileSync(copy, 'mine')
  await assert.rejects(backupDatabase(db.file as string, copy), StartProblem)
  assert.equal(readFileSync(copy, 'utf8'), 'mine')
})

test('after compacting, no byte of a deleted row is left in the file or beside it', async (t) => {
  const db = await scratchFile(t)
  await db.inTransaction((tx) => addNote(tx, 'anna@example.org'))
  await db.checkpoint()
  assert.ok(bytesOf(db).includes('anna@example.org'))
  await db.inTransaction((tx) => tx.deleteFrom('scratch_notes').execute())
  await db.compact()
  assert.ok(!bytesOf(db).includes('anna@example.org'))
})

function startLoad(db: Database) {
  const acknowledged: string[] = []
  let going = true
  const write = async (writer: number) => {
    for (let n = 0; going; n++) {
      const label = `${writer}-${n}`
      await db.inTransaction((tx) => addNote(tx, label))
      acknowledged.push(label)
    }
  }
  const writers = Promise.all(numbered(8).map(write))
  const stop = async () => {
    going = false
    await writers
  }
  return { acknowledged, stop }
}

function bytesOf(db: Database): Buffer {
  const folder = dirname(db.file as string)
  return Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))))
}
