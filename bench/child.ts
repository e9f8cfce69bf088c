import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { openSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { join } from 'node:path'

export type Usage = { cpuMicros: number; rssBytes: number }
/** A server in a process of its own. */
export type Child = {
  readonly port: number
  /** Milliseconds from the start of the process to the first answer at /ping. */
  readonly startMs: number
  usage(): Promise<Usage>
  /** Sends SIGTERM; milliseconds until the process has ended. */
  stop(): Promise<number>
}

const preload = ['--import', join(import.meta.dirname, 'answer-usage.ts')]

/** Starts node with these arguments and its output in `log`; resolves once /ping is answered. Rejects when it ends before that. */
export async function startChild(args: readonly string[], env: Record<string, string>, log: string): Promise<Child> {
  const port = await freePort()
  const output = openSync(log, 'a')
  const started = performance.now()
  const child = spawn(process.execPath, [...preload, ...extraFlags(), ...args], {
    env: { ...process.env, ...env, PORT: String(port), HOST: '127.0.0.1' },
    stdio: ['ignore', output, output, 'ipc'],
  })
  await firstPing(port, child, log)
  return {
    port,
    startMs: performance.now() - started,
    usage: () => askUsage(child),
    async stop() {
      const asked = performance.now()
      child.kill('SIGTERM')
      await once(child, 'exit')
      return performance.now() - asked
    },
  }
}

/** `BENCH_NODE_FLAGS=--cpu-prof npm run bench -- requests` profiles what is measured. */
function extraFlags(): string[] {
  return process.env['BENCH_NODE_FLAGS']?.split(' ') ?? []
}

async function askUsage(child: ChildProcess): Promise<Usage> {
  child.send('usage')
  for (;;) {
    const [message] = (await once(child, 'message')) as [{ usage?: Usage }]
    if (message.usage) return message.usage
  }
}

/** What the server used from before the load until it has gone quiet again, with the consumers' work in it. */
export async function quietUsage(child: Child): Promise<Usage> {
  for (let before = await child.usage(); ; ) {
    await pause(100)
    const after = await child.usage()
    if (after.cpuMicros - before.cpuMicros < 15_000) return after
    before = after
  }
}

async function firstPing(port: number, child: ChildProcess, log: string): Promise<void> {
  while (!(await answersPing(port))) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}; see ${log}`)
    await pause(2)
  }
}

function answersPing(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' })
    const end = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.on('connect', () => socket.write('GET /ping HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'))
    socket.on('data', (bytes) => end(bytes.toString().startsWith('HTTP/1.1 200'))).on('error', () => end(false))
  })
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
