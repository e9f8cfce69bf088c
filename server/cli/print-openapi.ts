import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BrokerDesk } from '#events/index.ts'
import { systemClock } from '#platform/clock.ts'
import { migrate } from '#platform/db/migrate.ts'
import { openDatabase } from '#platform/db/open.ts'
import { createApp } from '../app.ts'
import { buildHouse } from '../build-house.ts'
import { migrations } from '../migrations/index.ts'
import type { Command } from './command.ts'
import { configuredDatabase } from './configured-database.ts'
import { commandLog } from './open-house.ts'
import { say } from './terminal.ts'

export const printOpenApi: Command = {
  details: ['В файл: npm run -s crm -- openapi > openapi.json. База не нужна и не меняется.'],
  options: {},
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'crm-openapi-'))
    try {
      say(JSON.stringify(await documentIn(folder), null, 2))
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

/** The document is made of the registered routes, and they want a database; they get an empty one that goes at once. */
async function documentIn(folder: string): Promise<object> {
  const { config } = configuredDatabase()
  const db = await openDatabase(`sqlite:///${join(folder, 'empty.db').replaceAll('\\', '/')}`)
  await migrate(db, migrations)
  const house = await buildHouse(config, db, commandLog(config), systemClock)
  const app = await createApp(house, [], { ready: false }, new BrokerDesk())
  await app.ready()
  const document = app.swagger()
  await app.close()
  await db.close()
  return document
}
