import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'

export type Reader = {
  /** What it has printed, line by line. */
  readonly lines: readonly string[]
  readonly complaints: readonly string[]
  /** Resolves when it has printed so many lines; throws after 40 s. */
  printed(count: number): Promise<void>
  /** Ends it as a service manager would; throws if it does not go. */
  stop(): Promise<void>
}

/** Starts an example as a person would in a shell. */
export function startReader(command: readonly string[], env: Record<string, string>): Reader {
  const [program = '', ...args] = command
  const child = spawn(program, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const [lines, complaints]: [string[], string[]] = [[], []]
  collect(child.stdout, lines)
  collect(child.stderr, complaints)
  const ended = once(child, 'close')
  const about = () => `${command.join(' ')} printed ${lines.length} lines:\n${[...lines, ...complaints].join('\n')}`
  return {
    lines,
    complaints,
    async printed(count) {
      const giveUp = performance.now() + 40_000
      while (lines.length < count) {
        if (performance.now() > giveUp || child.exitCode !== null) throw new Error(about())
        await pause(50)
      }
    },
    async stop() {
      // a shell script is several processes: all of its group end
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM')
      const gone = await Promise.race([ended.then(() => true), pause(10_000, false, { ref: false })])
      if (gone || child.pid === undefined) return
      process.kill(-child.pid, 'SIGKILL')
      throw new Error(`did not stop: ${about()}`)
    },
  }
}

function collect(stream: NodeJS.ReadableStream, lines: string[]): void {
  let rest = ''
  stream.setEncoding('utf8').on('data', (text: string) => {
    const parts = `${rest}${text}`.split('\n')
    rest = parts.pop() ?? ''
    lines.push(...parts)
  })
}
