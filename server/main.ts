import { readConfig } from '#platform/config/config.ts'
import { StartProblem } from '#platform/start-problem.ts'
import { readEnvironment } from './read-environment.ts'
import { startServer } from './start-server.ts'
import { stopOnSignals } from './stop-on-signals.ts'

try {
  const environment = readEnvironment()
  const starting = startServer(readConfig(environment))
  // A signal during the start waits for its end: what was answered meanwhile is not cut off.
  stopOnSignals((reason) =>
    starting.then(
      (server) => server.stop(reason),
      () => {},
    ),
  )
  await starting
} catch (error) {
  if (!(error instanceof StartProblem)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 2
}
