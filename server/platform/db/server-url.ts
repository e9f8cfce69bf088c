import { readFileSync } from 'node:fs'
import type { ConnectionOptions } from 'node:tls'
import { StartProblem } from '#platform/start-problem.ts'
import type { ServerAddress } from './dialects/server/server-address.ts'

const kinds = {
  postgres: { dialect: 'postgres', port: 5432, example: 'postgresql://user:password@host:5432/crm' },
  postgresql: { dialect: 'postgres', port: 5432, example: 'postgresql://user:password@host:5432/crm' },
  mysql: { dialect: 'mysql', port: 3306, example: 'mysql://user:password@host:3306/crm' },
  mariadb: { dialect: 'mysql', port: 3306, example: 'mariadb://user:password@host:3306/crm' },
} as const

/** `+psycopg2` and the like name SQLAlchemy's driver, which means nothing here. */
const scheme = /^(?<kind>postgres(ql)?|mysql|mariadb)(\+\w+)?:\/\//i

export function namesServer(url: string): boolean {
  return scheme.test(url)
}

/**
 * `postgresql://user:password@host:port/database`, with percent-encoding, `?host=/folder` or `?unix_socket=/path` for
 * sockets, and TLS options in the words of libpq or SQLAlchemy. Throws a `StartProblem` that never repeats the address.
 */
export function serverAddress(url: string): ServerAddress {
  const kind = kinds[scheme.exec(url)?.groups?.['kind']?.toLowerCase() as keyof typeof kinds]
  const parsed = URL.parse(url.replace(scheme, 'server://'))
  const wrong = `DB_URL: нужен адрес вида ${kind.example}; знаки @ : / # % в пароле пишутся как %40 %3A %2F %23 %25.`
  if (!parsed || parsed.hash || parsed.pathname.length < 2 || parsed.pathname.indexOf('/', 1) > 0)
    throw new StartProblem(wrong)
  const query = new Query(parsed.searchParams)
  const host = query.take('host') ?? decoded(parsed.hostname, wrong)
  const socket = query.take('unix_socket', 'socket') ?? (host.startsWith('/') ? host : null)
  const address: ServerAddress = {
    dialect: kind.dialect,
    host: socket === null ? host || 'localhost' : '',
    port: Number(query.take('port') ?? (parsed.port || kind.port)),
    socket,
    user: decoded(parsed.username, wrong),
    password: decoded(parsed.password, wrong),
    database: decoded(parsed.pathname.slice(1), wrong),
    tls: tlsOf(query),
    options: kind.dialect === 'postgres' ? query.take('options') : null,
  }
  // said by clients of the original service; here they are always so
  for (const harmless of ['charset', 'client_encoding', 'application_name', 'connect_timeout']) query.take(harmless)
  query.assertEmpty()
  return address
}

function decoded(text: string, wrong: string): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    throw new StartProblem(wrong, { cause: error })
  }
}

/** The part after `?`; whatever nobody has taken is refused by name. */
class Query {
  readonly #left: URLSearchParams

  constructor(parameters: URLSearchParams) {
    this.#left = new URLSearchParams(parameters)
  }

  /** The first of these names that is there. */
  take(...names: readonly string[]): string | null {
    const name = names.find((one) => this.#left.has(one))
    const value = name === undefined ? null : this.#left.get(name)
    for (const one of names) this.#left.delete(one)
    return value
  }

  assertEmpty(): void {
    const names = [...new Set(this.#left.keys())]
    if (names.length > 0) throw new StartProblem(`DB_URL: неизвестные параметры после «?»: ${names.join(', ')}.`)
  }
}

const modes: Readonly<Record<string, 'off' | 'encrypt' | 'verify-ca' | 'verify-full'>> = {
  disable: 'off',
  disabled: 'off',
  false: 'off',
  allow: 'off',
  prefer: 'off',
  preferred: 'off',
  require: 'encrypt',
  required: 'encrypt',
  true: 'encrypt',
  'verify-ca': 'verify-ca',
  verify_ca: 'verify-ca',
  'verify-full': 'verify-full',
  verify_identity: 'verify-full',
}

/** With a root certificate the server is verified, as with libpq; `require` alone only encrypts. */
function tlsOf(query: Query): ConnectionOptions | null {
  const ca = fileOf(query, 'sslrootcert', 'ssl_ca', 'ssl-ca')
  const cert = fileOf(query, 'sslcert', 'ssl_cert', 'ssl-cert')
  const key = fileOf(query, 'sslkey', 'ssl_key', 'ssl-key')
  const name = query.take('sslmode', 'ssl-mode', 'ssl_mode', 'ssl')
  const wished = name === null ? (ca ? 'verify-full' : 'off') : modes[name.toLowerCase()]
  if (wished === undefined)
    throw new StartProblem('DB_URL: sslmode – одно из disable, require, verify-ca, verify-full.')
  if (wished === 'off') return null
  const mode = wished === 'encrypt' && ca ? 'verify-ca' : wished
  const files = { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) }
  if (mode === 'encrypt') return { ...files, rejectUnauthorized: false }
  return mode === 'verify-ca' ? { ...files, checkServerIdentity: () => undefined } : files
}

function fileOf(query: Query, ...names: readonly string[]): Buffer | null {
  const path = query.take(...names)
  if (path === null) return null
  try {
    return readFileSync(path)
  } catch (error) {
    throw new StartProblem(`DB_URL: файл ${names[0]} не читается: ${path}.`, { cause: error })
  }
}
