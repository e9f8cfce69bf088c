import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { delimiter, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { type BrokerPlace, serverProperties } from './server-properties.ts'

const run = promisify(execFile)

export type RunningBroker = {
  readonly process: ChildProcess
  readonly port: number
  /** Resolves with the exit code, null after a signal. */
  readonly ended: Promise<number | null>
  /** SIGTERM, then SIGKILL after 20 s; resolves when it has ended. */
  stop(): Promise<void>
}

/** Enough for a developer's machine: Kafka's own default is 1 GB. */
const memory = ['-Xms128m', '-Xmx384m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1']

/** Formats the folder if it is new and starts a broker on it; what the broker says goes to broker.log beside its data. */
export async function startBroker(jars: string, place: BrokerPlace): Promise<RunningBroker> {
  mkdirSync(place.folder, { recursive: true })
  const properties = join(place.folder, 'server.properties')
  const data = join(place.folder, 'data')
  writeFileSync(properties, serverProperties({ ...place, folder: data }))
  if (!existsSync(join(data, 'meta.properties'))) await format(jars, properties)
  const child = spawn('java', [...memory, ...quiet(place.folder), '-cp', join(jars, '*'), 'kafka.Kafka', properties], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // Ctrl-C reaches whoever started the broker, who stops it in order.
    detached: process.platform !== 'win32',
  })
  const log = createWriteStream(join(place.folder, 'broker.log'))
  child.stdout.pipe(log, { end: false })
  child.stderr.pipe(log, { end: false })
  const ended = once(child, 'exit').then(([code]) => {
    log.end()
    return code as number | null
  })
  const broker = { process: child, port: place.port, ended, stop: () => stopBroker(child, ended) }
  await answering(broker, place.folder)
  return broker
}

async function format(jars: string, properties: string): Promise<void> {
  const { randomUUID } = await import('node:crypto')
  const id = Buffer.from(randomUUID().replaceAll('-', ''), 'hex').toString('base64url')
  // in one word: an id may begin with a dash, which would be taken for an option
  const format = ['format', '--standalone', `--cluster-id=${id}`, '-c', properties]
  await run('java', ['-Xmx128m', '-cp', join(jars, '*'), 'kafka.tools.StorageTool', ...format])
}

/** Kafka complains without a logging configuration; warnings and errors are what a person wants to see. */
function quiet(folder: string): string[] {
  const file = join(folder, 'log4j2.properties')
  const lines = [
    'appender.out.type=Console',
    'appender.out.name=out',
    'appender.out.layout.type=PatternLayout',
    'appender.out.layout.pattern=%d %p %m%n',
    'rootLogger.level=WARN',
    'rootLogger.appenderRef.out.ref=out',
  ]
  writeFileSync(file, `${lines.join('\n')}\n`)
  return [`-Dlog4j2.configurationFile=${file}`]
}

async function answering({ process: child, port, ended }: Omit<RunningBroker, 'stop'>, folder: string): Promise<void> {
  const failed = ended.then((code) => {
    throw new Error(`Kafka did not start (${code ?? 'killed'}): ${join(folder, 'broker.log')}`)
  })
  const giveUp = performance.now() + 60_000
  const ready = async () => {
    while (!(await accepts(port))) {
      if (performance.now() > giveUp) {
        child.kill('SIGKILL')
        throw new Error(`Kafka does not answer on port ${port}: ${join(folder, 'broker.log')}`)
      }
      await pause(100)
    }
  }
  await Promise.race([ready(), failed])
  failed.catch(() => {})
}

/** Whether something listens on this port of this machine. */
export function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port })
    const end = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', () => end(true)).once('error', () => end(false))
  })
}

async function stopBroker(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGCONT')
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), 20_000)
  await ended
  clearTimeout(late)
}

/** Runs one of Kafka's own command line tools and answers what it prints. */
export async function kafkaTool(jars: string, main: string, args: readonly string[]): Promise<string> {
  const paths = [join(jars, '*')].join(delimiter)
  const { stdout } = await run('java', ['-Xmx128m', '-XX:TieredStopAtLevel=1', '-cp', paths, main, ...args], {
    env: { ...process.env, JAVA_TOOL_OPTIONS: '' },
  })
  return stdout
}
