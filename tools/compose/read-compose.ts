import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

export type Service = {
  image?: string
  build?: string
  profiles?: string[]
  ports?: string[]
  environment?: Record<string, string | number>
  volumes?: string[]
  depends_on?: Record<string, { condition: string }>
  healthcheck?: { test: string[] }
}
export type Compose = { name: string; services: Record<string, Service>; volumes: Record<string, null> }

export const composeFiles = ['docker-compose.yml', 'compose.zookeeper.yml'] as const
export type ComposeFile = (typeof composeFiles)[number]

const root = join(import.meta.dirname, '..', '..')

/** The text of a file at the top of the project. */
export function readText(file: string): string {
  return readFileSync(join(root, file), 'utf8')
}

/** A Compose file as Docker reads it, with `${…}` still in it. */
export function readCompose(file: ComposeFile): Compose {
  return parse(readText(file)) as Compose
}

/** A service that must be there. */
export function serviceOf(compose: Compose, name: string): Service {
  const service = compose.services[name]
  if (!service) throw new Error(`${compose.name} has no service ${name}`)
  return service
}

/** One variable of a service as text; throws where it is missing. */
export function variable({ environment = {} }: Service, name: string): string {
  const value = environment[name]
  if (value === undefined) throw new Error(`${name} is not set`)
  return String(value)
}

/** `NAME://host:port,…` as a list; a host may be empty (every address). */
export function listenersIn(text: string): { name: string; host: string; port: number }[] {
  return text.split(',').map((listener) => {
    const { name = '', host = '', port } = /^(?<name>\w+):\/\/(?<host>[^:]*):(?<port>\d+)$/.exec(listener)?.groups ?? {}
    if (!port) throw new Error(`${listener} is not a listener`)
    return { name, host, port: Number(port) }
  })
}

/** `address:port:port within` as it stands in `ports`. */
export function publishedPorts({ ports = [] }: Service): { address: string; port: number; within: number }[] {
  return ports.map((line) => {
    const [address = '', port, within] = line.split(':')
    return { address, port: Number(port), within: Number(within) }
  })
}

/** Every `${NAME}`, `${NAME:-default}`, `${NAME:?message}` of the text: the name, and what follows it. */
export function interpolations(text: string): { name: string; rest: string }[] {
  const uncommented = text.replace(/^\s*#.*$/gm, '')
  return [...uncommented.matchAll(/\$\{([A-Z_]+)([^}]*)\}/g)].map(([, name = '', rest = '']) => ({ name, rest }))
}

/** The service's variables as a container gets them when `given` stands in .env or before the command. */
export function environmentFor({ environment = {} }: Service, given: Record<string, string>): Record<string, string> {
  const filled = (value: string) =>
    value.replace(/\$\{([A-Z_]+)(?::-([^}]*))?\}/g, (_, name: string, usual = '') => given[name] || usual)
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, filled(String(value))]))
}
