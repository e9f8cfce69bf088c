import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import type { Config } from './config/config.ts'
import { renameDurably } from './db/flush.ts'

const whole = /^[0-9a-f]{64}$/

/** The key of the settings, or in local mode one of our own, kept beside the database and readable by its owner only. */
export function secretKeyOf(config: Config, databaseFile: string | null): string {
  if (config.secretKey) return config.secretKey
  return databaseFile === null ? newSecret() : keptSecret(`${databaseFile}-secret`)
}

function newSecret(): string {
  return randomBytes(32).toString('hex')
}

/** Flushed before it is used: with another key after a power cut no retry would find the answer to its first try. */
function keptSecret(path: string): string {
  const found = read(path)
  if (found !== null) return found
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, newSecret(), { mode: 0o600 })
  renameDurably(draft, path)
  return readFileSync(path, 'utf8')
}

/** null: there is none, or a file without its content that an older version left behind in a crash. */
function read(path: string): string | null {
  try {
    const text = readFileSync(path, 'utf8')
    return whole.test(text) ? text : null
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
