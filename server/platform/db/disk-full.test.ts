import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { platform } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { sql } from 'kysely'
import type { Database, Tx } from './database.ts'
import { addNote, labels, numbered, scratchFile, scratchFolder } from './testing/scratch.ts'

test('a full disk refuses everybody who shares the commit with 507 and takes writes again when there is room', async (t) => {
  const folder = mountSmallDisk(t)
  if (folder === undefined)
    return t.skip('NOT RUN: needs root on Linux to mount a small tmpfs; the page limit test stands in')
  const ballast = join(folder, 'ballast')
  const db = await scratchFile(t, join(folder, 'notes.db'))
  await db.inTransaction((tx) => addNote(tx, 'before'))
  writeFileSync(ballast, Buffer.alloc(1_200_000))
  const outcomes = await writeTogether(db)
  assert.deepEqual(codesOf(outcomes), ['storage_full'])
  assert.deepEqual(await labels(db), ['before'], 'reads go on')
  assert.deepEqual(codesOf(await writeTogether(db)), ['storage_full'], 'still full, still refused')
  rmSync(ballast)
  await db.inTransaction((tx) => addNote(tx, 'after'))
  assert.deepEqual(await labels(db), ['after', 'before'])
})

test('a database at its page limit ends the whole group with 507, also members that were through', async (t) => {
  const db = await scratchFile(t)
  await db.inTransaction((tx) => addNote(tx, 'before'))
  await limitPages(db, 20)
  const outcomes = await writeTogether(db)
  assert.deepEqual(codesOf(outcomes), ['storage_full'])
  await limitPages(db, 100_000)
  await db.inTransaction((tx) => addNote(tx, 'after'))
  assert.deepEqual(await labels(db), ['after', 'before'])
})

/** Small ones first, then one that is too large for what is left. */
function writeTogether(db: Database) {
  const writes = numbered(7).map((n) => (n === 6 ? addMuch : (tx: Tx) => addNote(tx, `small ${n}`)))
  return Promise.allSettled(writes.map((write) => db.inTransaction(write)))
}

async function addMuch(tx: Tx): Promise<void> {
  await tx
    .insertInto('scratch_notes')
    .values({ label: 'large', body: 'x'.repeat(2_500_000) })
    .execute()
}

/** The distinct answers; 'written' for whoever was told that it is kept. */
function codesOf(outcomes: readonly PromiseSettledResult<unknown>[]): unknown[] {
  return [...new Set(outcomes.map((outcome) => (outcome.status === 'fulfilled' ? 'written' : outcome.reason.code)))]
}

async function limitPages(db: Database, pages: number): Promise<void> {
  await db.inTransaction((tx) => sql`pragma max_page_count = ${sql.lit(pages)}`.execute(tx))
}

function mountSmallDisk(t: TestContext): string | undefined {
  if (platform() !== 'linux' || process.getuid?.() !== 0) return undefined
  const folder = scratchFolder()
  const mounted = spawnSync('/bin/mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder])
  if (mounted.status !== 0) return undefined
  t.after(() => void spawnSync('/bin/umount', ['-l', folder]))
  return folder
}
