import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { promisify } from 'node:util'
import { kafkaTool, type RunningBroker, startBroker } from '../../tools/kafka-local/broker.ts'
import { ensureJars } from '../../tools/kafka-local/jars.ts'

const run = promisify(execFile)

/** A real broker for one test file, on ports of its own; it is stopped and removed after the file. */
export type TestKafka = {
  readonly bootstrap: string
  /** SIGKILL, SIGSTOP, SIGCONT or SIGTERM to the broker itself. */
  signal(signal: NodeJS.Signals): void
  /** After a kill: starts it again on the same data and ports. */
  start(): Promise<void>
  stop(): Promise<void>
  /** SIGKILL, and everything it had is gone. */
  wipe(): Promise<void>
  /** One of Kafka's own tools, with `--bootstrap-server` filled in. */
  tool(main: string, ...args: string[]): Promise<string>
  /** kcat, with the broker filled in; `input` is its standard input. */
  kcat(args: readonly string[], input?: string | Uint8Array): Promise<string>
}

type BrokerSettings = Record<string, string | number>
/** For settings that name the ports. */
export type SettingsFor = (ports: { port: number; controllerPort: number }) => BrokerSettings

/** null, said loudly, where Java, Kafka's jars or kcat cannot be had: then nothing about Kafka is proved here. */
export async function startKafka(settings: BrokerSettings | SettingsFor = {}): Promise<TestKafka | null> {
  const jars = await ensureJars().catch(skipped)
  if (jars === null || !hasKcat()) return null
  const folder = mkdtempSync(join(tmpdir(), 'crm-kafka-'))
  const ports = { port: await freePort(), controllerPort: await freePort() }
  const place = { ...ports, folder, settings: typeof settings === 'function' ? settings(ports) : settings }
  let broker: RunningBroker = await startBroker(jars, place)
  after(async () => {
    await broker.stop()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  })
  const bootstrap = `127.0.0.1:${place.port}`
  return {
    bootstrap,
    signal: (signal) => void broker.process.kill(signal),
    async start() {
      await broker.ended
      broker = await startBroker(jars, place)
    },
    stop: () => broker.stop(),
    async wipe() {
      broker.process.kill('SIGKILL')
      await broker.ended
      rmSync(join(folder, 'data'), { recursive: true, force: true })
    },
    tool: (main, ...args) => kafkaTool(jars, main, ['--bootstrap-server', bootstrap, ...args]),
    kcat: (args, input) => kcat(['-b', bootstrap, ...args], input),
  }
}

function skipped(error: Error): null {
  console.error(`\n!!! NOT TESTED: nothing about Kafka. ${error.message}\n`)
  return null
}

function hasKcat(): boolean {
  try {
    execFileSync('kcat', ['-V'], { stdio: 'ignore' })
    return true
  } catch {
    skipped(new Error('kcat is missing: sudo apt install kcat'))
    return false
  }
}

async function kcat(args: readonly string[], input?: string | Uint8Array): Promise<string> {
  const running = run('kcat', args, { maxBuffer: 512 * 1024 * 1024, timeout: 120_000 })
  running.child.stdin?.end(input ?? '')
  return (await running).stdout
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
