import assert from 'node:assert/strict'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { findIdentity } from '#events/index.ts'
import { createCourse, listCourseTitles } from '#modules/courses/index.ts'
import { systemActor } from '#platform/actor.ts'
import { Desk } from '../test-kit/desk.ts'

const countKept = ({ folder }: Desk) => readdirSync(folder).filter((name) => /before-restore(-\d+)?$/.test(name)).length
const titlesOf = (desk: Desk) => desk.look((db) => listCourseTitles(db.reader))
const logOf = (desk: Desk) => desk.look((db) => findIdentity(db.reader))

test('killed at any moment, restore leaves the old database or the new one, whole', async (t) => {
  const desk = new Desk()
  await desk.owner()
  const big = 'Длинное описание. '.repeat(1000)
  const fill = (title: string) =>
    desk.look(async (db) => {
      for (let number = 0; number < 200; number++)
        await db.inTransaction((tx) =>
          createCourse(
            tx,
            systemActor('test'),
            { title: `${title} ${number}`, description: big, price: 1, author_id: null },
            new Date(),
          ),
        )
    })
  await fill('копия')
  const copy = join(desk.folder, 'copy.db')
  assert.equal((await desk.crm('backup', copy)).code, 0)
  await fill('позже')
  const outcomes: string[] = []
  for (let cycle = 0; cycle < 6; cycle++) {
    const restoring = desk.begin('restore', copy, '--yes')
    const ended = once(restoring, 'exit')
    // every other time in the very exchange of the pages: it begins when the old ones are kept
    const keptBefore = countKept(desk)
    const begun = cycle % 2 ? () => countKept(desk) > keptBefore : () => existsSync(`${desk.file}.restoring`)
    while (!begun() && restoring.exitCode === null) await pause(1)
    await pause(cycle % 2 ? 6 * (cycle - 1) : 25 * cycle)
    restoring.kill('SIGKILL')
    const [, signal] = await ended
    const check = new DatabaseSync(desk.file)
    assert.equal(check.prepare('pragma integrity_check').get()?.['integrity_check'], 'ok')
    check.close()
    const titles = await titlesOf(desk)
    const epoch = (await logOf(desk))?.epoch
    const old = titles.length === 400 && epoch === 1
    const restored = titles.length === 200 && epoch !== 1 && titles.every((title) => title.startsWith('копия'))
    assert.ok(old || restored, `cycle ${cycle}: ${titles.length} courses in epoch ${epoch}`)
    outcomes.push(`${signal ?? 'ended'}: ${old ? 'old' : 'new'}`)
    if (restored) break
  }
  t.diagnostic(outcomes.join(', '))
  assert.ok(outcomes.includes('SIGKILL: old'))
  assert.equal((await desk.crm('restore', copy, '--yes')).code, 0)
  assert.equal((await titlesOf(desk)).length, 200)
  assert.deepEqual(
    readdirSync(desk.folder).filter((name) => /restoring/.test(name)),
    [],
  )
})
