import { existsSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import type { Environment } from '#platform/config/settings.ts'
import { StartProblem } from '#platform/start-problem.ts'

/**
 * `.env` of the working directory fills in what the environment does not say; `--kafka` (npm run start:kafka) names the
 * usual broker if neither does.
 */
export function readEnvironment(): Environment {
  const usual = process.argv.includes('--kafka') ? { KAFKA_BOOTSTRAP_SERVERS: 'localhost:9092' } : {}
  return { ...usual, ...(existsSync('.env') ? parseEnv(readDotEnv()) : {}), ...process.env }
}

function readDotEnv(): string {
  try {
    return readFileSync('.env', 'utf8')
  } catch (error) {
    throw new StartProblem(`Файл .env не читается (${(error as NodeJS.ErrnoException).code}).`, { cause: error })
  }
}
