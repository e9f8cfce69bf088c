import type { TestContext } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { type Exit, spawnCrm } from './crm-process.ts'

/** One of several processes of a CRM on a database server. */
export type Member = {
  readonly url: string
  readonly pid: number
  signal(signal: NodeJS.Signals): void
  readonly ended: Promise<Exit>
}

/** Resolves when it listens; rejects with what it wrote when it ended before. */
export async function startMember(t: TestContext, folder: string, env: Record<string, string>): Promise<Member> {
  const { child, lines, ended } = spawnCrm(t, { folder, env })
  const giveUpAt = performance.now() + 60_000
  for (;;) {
    const url = lines.map((line) => /слушает (http:\S+)/.exec(line)?.[1]).find((found) => found !== undefined)
    if (url !== undefined) return { url, pid: child.pid as number, signal: (name) => void child.kill(name), ended }
    if (child.exitCode !== null || performance.now() > giveUpAt)
      throw new Error(`The server did not start:\n${lines.join('\n')}`)
    await pause(20)
  }
}
