// npm run test:postgres [-- part-of-a-path …]     npm run test:mysql     npm run test:databases
// The whole suite on a database server: the one that TEST_POSTGRES_URL or TEST_MYSQL_URL names, else a throw-away one.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { startMariadb } from './database-servers/mariadb.ts'
import { startPostgres } from './database-servers/postgres.ts'
import type { DatabaseServer, OwnServer } from './database-servers/server-process.ts'

const lanes = {
  postgres: { variable: 'TEST_POSTGRES_URL', start: startPostgres },
  mysql: { variable: 'TEST_MYSQL_URL', start: startMariadb },
} satisfies Record<string, { variable: string; start: () => Promise<OwnServer> }>

const args = process.argv.slice(2)
const asked = args.filter((arg) => arg in lanes)
const filters = args.filter((arg) => !(arg in lanes))
let running: ReturnType<typeof spawn> | undefined
let server: DatabaseServer | undefined
// the server belongs to this process; a terminal's Ctrl-C reaches all of us at once
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => running?.kill(signal))

for (const lane of asked) {
  console.log(`== the tests on ${lane}`)
  const code = await runLane(lane)
  if (code !== 0) process.exitCode = code
}

async function runLane(lane: string): Promise<number> {
  const { variable, start } = lanes[lane as keyof typeof lanes]
  const named = process.env[variable]
  const own = named ? null : await start()
  server = own ?? { url: named as string, async stop() {} }
  try {
    return await runSuite(server.url, own?.folder)
  } finally {
    await server.stop()
  }
}

async function runSuite(url: string, folder: string | undefined): Promise<number> {
  const suite = join(import.meta.dirname, 'run-tests.ts')
  const env = { ...process.env, CRM_TEST_SERVER: url, ...(folder && { CRM_TEST_SERVER_FOLDER: folder }) }
  running = spawn(process.execPath, [suite, ...filters], { stdio: 'inherit', env })
  const [code] = (await once(running, 'close')) as [number | null]
  return code ?? 1
}
