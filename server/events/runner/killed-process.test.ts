import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { effectsOf, eventIds, numbered, openTestLog, recording, runConsumers, until } from '../test-log.ts'

const program = fileURLToPath(new URL('killed-process.ts', import.meta.url))

test('each effect is there exactly once and in order when the process is killed again and again', async (t) => {
  const log = await openTestLog(t)
  const { reader } = log.database
  let kills = 0
  while (kills < 4 || ((await eventIds(reader)).length <= 100 && kills < 25)) {
    await runAndKill(log.url, 150 + Math.random() * 250)
    kills++
  }
  await numbered(reader)
  await runConsumers(log, [recording('first'), recording('second')])
  const events = await eventIds(reader)
  t.diagnostic(`${events.length} events, ${kills} × SIGKILL`)
  assert.ok(events.length > 100)
  for (const group of ['first', 'second']) {
    await until(async () => (await effectsOf(reader, group)).length >= events.length, 'all effects')
    assert.deepEqual((await effectsOf(reader, group)).toSorted(), events.toSorted())
    for (let key = 1; key <= 20; key++) {
      assert.deepEqual(await effectsOf(reader, group, String(key)), await eventIds(reader, String(key)))
    }
  }
})

async function runAndKill(url: string, ms: number): Promise<void> {
  const child = spawn(process.execPath, [program, url], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  await once(child.stdout, 'data')
  await pause(ms)
  child.kill('SIGKILL')
  assert.deepEqual(await ended, [null, 'SIGKILL'])
}
