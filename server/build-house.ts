import type { Clock } from '#platform/clock.ts'
import type { Config } from '#platform/config/config.ts'
import type { Database } from '#platform/db/database.ts'
import type { House } from '#platform/http/house.ts'
import { Relaxations } from '#platform/http/relaxations.ts'
import type { Log } from '#platform/log.ts'
import { Passwords } from '#platform/passwords.ts'
import { secretKeyOf } from '#platform/secret-file.ts'
import { Secrets } from '#platform/secrets.ts'

/** What every route, consumer and command is given. */
export async function buildHouse(config: Config, db: Database, log: Log, clock: Clock): Promise<House> {
  const relaxations = new Relaxations(config.mode, (reason) => {
    log.warn(`послабления локального режима сняты: ${reason}. Для общего доступа запустите с PUBLIC_URL`)
  })
  const secrets = new Secrets(await secretKeyOf(config, db))
  return { db, clock, config, log, relaxations, secrets, passwords: new Passwords() }
}
