import { existsSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { readConfig } from '#platform/config/config.ts'
import { StartProblem } from '#platform/start-problem.ts'
import { startServer } from './start-server.ts'
import { stopOnSignals } from './stop-on-signals.ts'

/** `.env` fills in what the environment does not say. */
function environment(): NodeJS.ProcessEnv {
  const file = existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {}
  return { ...file, ...process.env }
}

try {
  const server = await startServer(readConfig(environment()), environment())
  stopOnSignals(server.stop)
} catch (error) {
  if (!(error instanceof StartProblem)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 2
}
