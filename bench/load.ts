import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { quietUsage } from './child.ts'
import type { Load, LoadResult } from './load-generator.ts'
import type { Case } from './requests.ts'
import type { Measured } from './servers.ts'

export type Sample = {
  /** Requests per second. */
  readonly rate: number
  /** Milliseconds. */
  readonly p50: number
  readonly p99: number
  /** Of the server, per request, until it is quiet again. */
  readonly cpuMicros: number
}

export type LoadProcess = {
  /** Throws when a single answer is not the right one. */
  sample(server: Measured, one: Case, ms: number, connections?: number): Promise<Sample>
  stop(): void
}

export function startLoad(): LoadProcess {
  const child = fork(join(import.meta.dirname, 'load-generator.ts'))
  return {
    async sample(server, one, ms, connections = 32) {
      const before = await quietUsage(server.child)
      const load = { port: server.child.port, request: one.text(server), status: one.status, connections, ms }
      const { count, seconds, p50, p99, wrong, sample } = await run(child, load)
      if (wrong > 0) throw new Error(`${one.name}: ${wrong} of ${count} answers were wrong, the last:\n${sample}`)
      const after = await quietUsage(server.child)
      return { rate: count / seconds, p50, p99, cpuMicros: (after.cpuMicros - before.cpuMicros) / count }
    },
    stop: () => void child.kill(),
  }
}

async function run(child: ChildProcess, load: Load): Promise<LoadResult> {
  child.send(load)
  const [{ result }] = (await once(child, 'message')) as [{ result: LoadResult }]
  return result
}
