import assert from 'node:assert/strict'
import { readFileSync, statSync } from 'node:fs'
import { platform } from 'node:os'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { checkDatabase, checkNothingMissing, settled } from './kit/check-database.ts'
import { startCrmProcess } from './kit/crm-process.ts'
import { Journal } from './kit/journal.ts'
import { startLoad } from './kit/keyed-writers.ts'
import { FaultRun, isFull } from './kit/lane.ts'
import { claimOwner } from './kit/owner.ts'

const events = 1_000_000
const mebibyte = 1024 * 1024
const runs = { skip: isFull && platform() === 'linux' ? false : 'NOT RUN: only with FAULTS=full on Linux' }

test(`R19: ${events} events leave memory flat and the write-ahead log below 64 MiB`, runs, async (t) => {
  const run = new FaultRun(t, 'million-events')
  const journal = new Journal(run.journalFile)
  const crm = await startCrmProcess(t, run)
  const cookie = await claimOwner(crm.url)
  await run.cycle(async () => {
    const load = startLoad({ url: crm.url, cookie, journal, chance: run.chance, writers: 32, users: 0 })
    const memory: number[] = []
    let log = 0
    while (journal.acknowledged.length < events) {
      await pause(1000)
      memory.push(residentMemory(crm.serverPid))
      log = Math.max(log, statSync(`${crm.file}-wal`, { throwIfNoEntry: false })?.size ?? 0)
    }
    await load.stop()
    const [warm, end] = [average(memory, 0.2, 0.3), average(memory, 0.9, 1)]
    t.diagnostic(`memory ${Math.round(warm)} → ${Math.round(end)} MiB, log at most ${Math.round(log / mebibyte)} MiB`)
    assert.ok(end < warm * 1.25 + 20, `memory grew from ${warm} to ${end} MiB`)
    assert.ok(log < 64 * mebibyte, `the write-ahead log reached ${log} bytes`)
    await settled(crm.file, 30 * 60_000)
    checkDatabase(crm.file, journal)
    checkNothingMissing(crm.file)
  })
  assert.equal((await crm.stop()).code, 0)
})

/** MiB. */
function residentMemory(pid: number): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
}

function average(values: readonly number[], from: number, to: number): number {
  const part = values.slice(Math.floor(values.length * from), Math.ceil(values.length * to))
  return part.reduce((sum, value) => sum + value, 0) / part.length
}
