import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { accepts } from '../kafka-local/broker.ts'
import { environmentFor, listenersIn, readCompose, serviceOf } from './read-compose.ts'

export type ComposeBroker = {
  /** Where programs on this machine connect: host:port. */
  readonly host: string
  /** Where other containers would connect. */
  readonly internal: string
  stop(): Promise<void>
}

/**
 * The broker of docker-compose.yml without Docker: the program that the image runs at its start makes server.properties
 * and the storage from the same variables. Only the ports, the host names and the folder are of this machine.
 */
export async function startComposeBroker(jars: string, folder: string): Promise<ComposeBroker> {
  const environment = await movedHere(environmentFor(serviceOf(readCompose('docker-compose.yml'), 'kafka'), {}), folder)
  const config = await setUp(jars, environment, folder)
  const child = spawn('java', [...memory, '-cp', join(jars, '*'), 'kafka.Kafka', config], { stdio: 'ignore' })
  const ended = once(child, 'exit')
  const [host, internal] = listenersIn(environment['KAFKA_ADVERTISED_LISTENERS'] ?? '').map(({ port }) => port)
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
    const late = setTimeout(() => child.kill('SIGKILL'), 20_000)
    await ended
    clearTimeout(late)
  }
  const giveUp = performance.now() + 60_000
  while (!(await accepts(host ?? 0)) || !(await accepts(internal ?? 0))) {
    if (child.exitCode !== null || performance.now() > giveUp) {
      await stop()
      throw new Error(`the settings of docker-compose.yml start no broker: ${config}`)
    }
    await pause(100)
  }
  return { host: `127.0.0.1:${host}`, internal: `127.0.0.1:${internal}`, stop }
}

const memory = ['-Xms128m', '-Xmx384m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1']

/** What the image does before it starts the broker; answers the path of server.properties. */
async function setUp(jars: string, environment: Record<string, string>, folder: string): Promise<string> {
  const [defaults, mounted, final] = ['default', 'mounted', 'final'].map((name) => join(folder, name))
  for (const path of [defaults, mounted, final]) mkdirSync(path ?? '', { recursive: true })
  const config = join(final ?? '', 'server.properties')
  writeFileSync(config, '')
  const folders = ['-D', defaults, '-M', mounted, '-F', final] as string[]
  await promisify(execFile)(
    'java',
    ['-Xmx128m', '-cp', join(jars, '*'), 'kafka.docker.KafkaDockerWrapper', 'setup', ...folders],
    { env: { ...withoutKafka(), ...environment } },
  )
  return config
}

/** Variables that a developer has set for the CRM would become settings of the broker. */
function withoutKafka(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('KAFKA_')))
}

/** The same variables with free ports, this machine instead of every name, and a folder that may be written. */
async function movedHere(environment: Record<string, string>, folder: string): Promise<Record<string, string>> {
  const ports = new Map<string, number>()
  for (const { port } of listenersIn(environment['KAFKA_LISTENERS'] ?? '')) ports.set(String(port), await freePort())
  const moved = (text: string) =>
    text.replace(/(:\/\/|@)[\w.]*:(\d+)/g, (_, before: string, port: string) => `${before}127.0.0.1:${ports.get(port)}`)
  const entries = Object.entries(environment).map(([name, value]) => [name, moved(value)])
  return { ...Object.fromEntries(entries), KAFKA_LOG_DIRS: join(folder, 'data') }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}
