import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import type { Config } from './config/config.ts'

/** The key of the settings, or in local mode one of our own, kept beside the database and readable by its owner only. */
export function secretKeyOf(config: Config, databaseFile: string | null): string {
  if (config.secretKey) return config.secretKey
  const path = databaseFile && `${databaseFile}-secret`
  if (!path) return randomBytes(32).toString('hex')
  try {
    writeFileSync(path, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return readFileSync(path, 'utf8')
}
