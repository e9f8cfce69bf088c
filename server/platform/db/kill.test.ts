import assert from 'node:assert/strict'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { startChild } from './testing/child.ts'
import { labels, scratchFile, scratchFolder, urlOf } from './testing/scratch.ts'

const writer = new URL('./testing/acknowledging-writer.ts', import.meta.url)

test('a process killed under load has lost nothing it acknowledged, five times in a row', async (t) => {
  const file = join(scratchFolder(), 'notes.db')
  await (await scratchFile(t, file)).close()
  const acknowledged = new Set<string>()
  for (let cycle = 0; cycle < 5; cycle++) {
    const child = startChild(t, writer, urlOf(file), `c${cycle}`)
    await child.line(() => true)
    const delay = Math.random() * 150
    await pause(delay)
    await child.kill()
    for (const line of child.lines) acknowledged.add(line)
    assertWhole(file)
    const db = await scratchFile(t, file)
    const kept = new Set(await labels(db))
    const lost = [...acknowledged].filter((label) => !kept.has(label))
    assert.deepEqual(lost, [], `cycle ${cycle}, killed after ${delay} ms`)
    await db.close()
  }
  assert.ok(acknowledged.size > 100, `only ${acknowledged.size} writes were acknowledged`)
})

function assertWhole(file: string): void {
  const db = new DatabaseSync(file)
  assert.deepEqual({ ...db.prepare('pragma integrity_check').get() }, { integrity_check: 'ok' })
  db.close()
}
