import type { Clock } from '../clock.ts'
import type { Config } from '../config/config.ts'
import type { Database } from '../db/database.ts'
import type { Log } from '../log.ts'
import type { Passwords } from '../passwords.ts'
import type { Secrets } from '../secrets.ts'
import type { Relaxations } from './relaxations.ts'

/** What every route group is given; made once in `app.ts`. */
export type House = {
  readonly db: Database
  readonly clock: Clock
  readonly config: Config
  readonly log: Log
  readonly passwords: Passwords
  readonly secrets: Secrets
  readonly relaxations: Relaxations
}
