import { execFileSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeCertificate } from './certificate.ts'
import { accountOf, freePort, type OwnServer, serverFolder, startServerProcess } from './server-process.ts'

const password = 'p@ss:w/rd%'

/** A MariaDB from Debian's packages with durable settings, on a free port. Throws when it is not installed. */
export async function startMariadb(options: readonly string[] = []): Promise<OwnServer> {
  if (!existsSync('/usr/sbin/mariadbd'))
    throw new Error('MariaDB is not installed (apt-get install mariadb-server), and TEST_MYSQL_URL names no server')
  const account = accountOf('mysql')
  const folder = serverFolder('mariadb', account)
  const port = await freePort()
  const home = join(folder, 'home')
  const rights = join(folder, 'rights.sql')
  const { certificate, key } = makeCertificate(folder, account)
  // by the network, and by the socket
  const users = ["crm@'127.0.0.1'", 'crm@localhost']
  const granted = users.map(
    (user) => `create user if not exists ${user} identified by '${password}';\ngrant all on *.* to ${user};\n`,
  )
  writeFileSync(rights, granted.join(''))
  const made = ['--no-defaults', `--datadir=${home}`, '--skip-test-db', '--auth-root-authentication-method=normal']
  execFileSync('mariadb-install-db', made, { ...account, cwd: folder, stdio: 'ignore' })
  return startServerProcess({
    url: `mysql://crm:${encodeURIComponent(password)}@127.0.0.1:${port}/mysql`,
    command: '/usr/sbin/mariadbd',
    args: [
      '--no-defaults',
      `--datadir=${home}`,
      // in a shared one, a server that starts clears away the temporary tables of its neighbours
      `--tmpdir=${folder}`,
      `--port=${port}`,
      `--socket=${join(folder, 'socket')}`,
      '--bind-address=127.0.0.1',
      '--skip-name-resolve',
      `--init-file=${rights}`,
      '--innodb-flush-log-at-trx-commit=1',
      '--innodb-log-file-size=128M',
      '--max-connections=300',
      `--ssl-cert=${certificate}`,
      `--ssl-key=${key}`,
      ...options,
    ],
    account,
    folder,
    ready: 'ready for connections',
    stopWith: 'SIGTERM',
    crashWith: 'SIGKILL',
  })
}
