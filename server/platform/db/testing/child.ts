import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'

export type Child = {
  readonly process: ChildProcess
  /** What it printed so far, whole lines only. */
  readonly lines: string[]
  /** Resolves at the first line that fits; rejects when the process ends before. */
  line(fits: (line: string) => boolean): Promise<string>
  /** SIGKILL, then waits until it is gone. */
  kill(): Promise<void>
  exited(): Promise<number | null>
}

/** Starts a TypeScript file beside the test as a process of its own; it never outlives the test. */
export function startChild(t: TestContext, file: URL, ...args: string[]): Child {
  const child = spawn(process.execPath, [fileURLToPath(file), ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines: string[] = []
  const waiting = new Set<() => void>()
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line)
    for (const look of waiting) look()
  })
  const gone = once(child, 'close')
  t.after(() => child.kill('SIGKILL'))
  return {
    process: child,
    lines,
    line: (fits) => firstLine(lines, waiting, gone, fits),
    kill: async () => {
      child.kill('SIGKILL')
      await gone
    },
    exited: async () => (await gone)[0] as number | null,
  }
}

function firstLine(lines: string[], waiting: Set<() => void>, gone: Promise<unknown>, fits: (line: string) => boolean) {
  return new Promise<string>((resolve, reject) => {
    const look = () => {
      const found = lines.find(fits)
      if (found !== undefined) resolve(found)
    }
    waiting.add(look)
    look()
    gone.then(() => reject(new Error(`The process ended before the line came: ${lines.join(' | ')}`)))
  })
}
