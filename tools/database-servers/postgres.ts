import { execFileSync } from 'node:child_process'
import { existsSync, globSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeCertificate } from './certificate.ts'
import { accountOf, freePort, type OwnServer, serverFolder, startServerProcess } from './server-process.ts'

const password = 'p@ss:w/rd%'

/** A PostgreSQL from Debian's packages with its usual, durable settings, on a free port. Throws when it is not installed. */
export async function startPostgres(): Promise<OwnServer> {
  const bin = binFolder()
  const account = accountOf('postgres')
  const folder = serverFolder('postgres', account)
  const port = await freePort()
  const cluster = join(folder, 'cluster')
  const passwordFile = join(folder, 'password')
  writeFileSync(passwordFile, password)
  const made = [
    '-D',
    cluster,
    '-U',
    'crm',
    '-A',
    'scram-sha-256',
    `--pwfile=${passwordFile}`,
    '-E',
    'UTF8',
    '--locale=C',
  ]
  execFileSync(join(bin, 'initdb'), made, { ...account, cwd: folder, stdio: 'ignore' })
  const { certificate, key } = makeCertificate(folder, account)
  const tls = ['ssl=on', `ssl_cert_file=${certificate}`, `ssl_key_file=${key}`]
  const settings = ['listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`, 'max_connections=300', ...tls]
  return startServerProcess({
    url: `postgresql://crm:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`,
    command: join(bin, 'postgres'),
    args: ['-D', cluster, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    account,
    folder,
    ready: 'database system is ready to accept connections',
    stopWith: 'SIGINT',
    crashWith: 'SIGQUIT',
  })
}

function binFolder(): string {
  const newest = globSync('/usr/lib/postgresql/*/bin').sort().at(-1)
  if (newest && existsSync(join(newest, 'initdb'))) return newest
  throw new Error('PostgreSQL is not installed (apt-get install postgresql), and TEST_POSTGRES_URL names no server')
}
