import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { Config } from './config/config.ts'
import type { Database, Tx } from './db/database.ts'
import { linkDurably } from './db/flush.ts'
import { insertUnlessThere } from './db/rows.ts'

declare module '#platform/db/database.ts' {
  interface Tables {
    local_secrets: { id: number; secret: string }
  }
}

/**
 * The key of the settings, or in local mode one of our own: beside a SQLite file, readable by its owner only; on a
 * database server in the database, since every process must use the same one.
 */
export async function secretKeyOf(config: Config, db: Database): Promise<string> {
  if (config.secretKey) return config.secretKey
  return db.file === null ? db.inTransaction(secretIn) : secretBeside(db.file)
}

/** On the disk before it is used: after a power cut another key would no longer know the requests it has answered. */
function secretBeside(databaseFile: string): string {
  const path = `${databaseFile}-secret`
  if (!existsSync(path)) {
    const draft = `${path}.${process.pid}`
    writeFileSync(draft, newSecret(), { mode: 0o600 })
    linkDurably(draft, path)
  }
  return readFileSync(path, 'utf8')
}

async function secretIn(tx: Tx): Promise<string> {
  await insertUnlessThere(tx, 'local_secrets', { id: 1, secret: newSecret() }, ['id'])
  const row = await tx.selectFrom('local_secrets').select('secret').where('id', '=', 1).executeTakeFirstOrThrow()
  return row.secret
}

function newSecret(): string {
  return randomBytes(32).toString('hex')
}
